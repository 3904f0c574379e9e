package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.Included;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.direction.Directions;
import dev.lamina.plugins.probes.score.Interval;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.task.ProbingTask;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ridge regression from the activations of a layer to a number, cross-validated. Each fold's
 * features are standardized by its training rows.
 *
 * <p>Metrics a layer: {@code r2, r2.low, r2.high, pearson, spearman, mae, mae.baseline, control,
 * p_value}; a component: {@code r2.best, best_layer}; the study: {@code bag_of_tokens}.
 */
@Doc(
    """
    How well a number, such as a year, a rank or a degree of wrongness, can be read off the activations by a linear map, a layer and \
    component. Ridge regression on standardized activations predicts each fold's prompts from the others'. r2 is that of all \
    held-out predictions together, 1 - sum (y - predicted)^2 / sum (y - mean)^2: 1 is perfect, 0 is no better than always their own mean, and \
    below 0 is worse; its 95% interval is of a bootstrap over groups. pearson and spearman are the correlations of predicted \
    and true numbers and of their ranks, mae is the mean absolute error in the target's unit, and mae.baseline that of always the mean of the training prompts. \
    'control' is r2 for shuffled targets, 'bag_of_tokens' that of the prompts' words alone. p_value is that r2 is above 0, by a \
    t-test of the squared errors with the variance over groups, corrected for overlapping training sets; p_adjusted in the table is after Benjamini and \
    Hochberg over all layers and components. With alpha: auto each fold chooses, of 17 penalties from 0.01 to 1e6, the one \
    with the least squared error if each group of the training prompts is left out in turn, in closed form; without group_by that is scikit-learn's RidgeCV. \
    The table 'prompts' has each prompt's fold, number and, for each component's best layer, prediction when held out and residual. A fold of 1,200 \
    prompts of 576 features takes 0.8 s on a core, all penalties and the control included; the cost grows with the cube of the number of features or of training prompts, whichever is less.""")
@Citation({
  "Hoerl and Kennard 1970, Ridge Regression: Biased Estimation for Nonorthogonal Problems",
  "Golub, Heath and Wahba 1979, Generalized Cross-Validation as a Method for Choosing a Good Ridge Parameter (leaving one out)",
  "Gurnee and Tegmark 2023, Language Models Represent Space and Time (ridge probes); arXiv:2310.02207",
  "scikit-learn: Ridge, RidgeCV, StandardScaler, r2_score",
  "Winkler et al. 2015, Multi-level block permutation (shuffled targets of groups)",
  "Nadeau and Bengio 2003, Inference for the Generalization Error (correction for overlapping training sets)",
  "Davison and Hinkley 1997, Bootstrap Methods and their Application (bootstrap over groups)"
})
@Example("- {type: ridge-probe, target: year, folds: 5, group_by: pair, alpha: auto}")
public final class RidgeProbe implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;
  private final Progress progress;

  /** What to predict, and how. */
  public record Config(
      @Doc("Label to predict: numbers, or values that are put in order") @LabelName String target,
      @Doc(
              "All values of the target from the least to the most, which are taken as 0, 1, 2, and so on, if they are not numbers")
          @Default("[]")
          List<String> order,
      @Doc(
              "Strength of the L2 penalty on the weights, as scikit-learn's Ridge; the intercept is"
                  + " not penalized. auto: chosen within the training prompts")
          @Default("auto")
          Alpha alpha,
      @Included Division division,
      @Doc(
              "Also predict shuffled targets, which shows what the procedure finds where nothing is."
                  + " Numbers are exchanged within a group, and between groups of as many prompts")
          @Default("true")
          boolean control,
      @Doc(
              "Also predict the target from the words of the prompts alone, whatever their order,"
                  + " which shows whether a probe needs more than them")
          @Default("true")
          boolean bagOfTokens,
      @Doc(
              "Also write the direction of each layer, fitted on all prompts, to"
                  + " directions/ID.COMPONENT.safetensors: 'weights' [layers, d_model] and"
                  + " 'intercepts' [layers] for activations as they are, in the target's unit")
          @Default("false")
          boolean coefficients) {

    /** Copies the list. */
    public Config {
      order = List.copyOf(order);
    }
  }

  @Inject
  RidgeProbe(Config config, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.seeds = seeds.shared();
    this.parallel = parallel;
    this.progress = progress;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    Label target = design.prompts().label(config.target());
    new RidgeRules(
            config,
            target,
            label(design, config.division().groupBy()),
            label(design, config.division().splitBy()),
            problems)
        .check(seeds.random("folds"));
  }

  private static Optional<Label> label(StudyDesign design, Optional<String> name) {
    return name.map(of -> design.prompts().label(of));
  }

  @Override
  public void analyze(Study study, Findings findings) {
    StudyDesign design = study.design();
    Quantity quantity = Quantity.of(design.prompts().label(config.target()), config.order());
    ProbingTask task =
        quantity.inParts(
            label(design, config.division().groupBy()), label(design, config.division().splitBy()));
    RidgeProbing probing = new RidgeProbing(config, quantity, task, seeds);
    Optional<Interval> bagOfTokens =
        config.bagOfTokens() ? Optional.of(probing.bagOfTokens(study, progress)) : Optional.empty();
    List<RidgeResult> results = probing.results(study, parallel, progress);
    new RidgeReport(config, quantity, task, probing.folds(), results, bagOfTokens).write(findings);
    if (config.coefficients()) {
      int layers = results.size();
      try (Progress.Task steps = progress.begin("fitting directions", "fits", layers)) {
        RidgeValidation validation = probing.validation(steps);
        new Directions(
                study,
                Map.of("target", config.target()),
                rows -> validation.all(rows, quantity.values()),
                parallel)
            .write(findings);
      }
    }
  }
}
