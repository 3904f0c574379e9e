package dev.lamina.plugins.probes;

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
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.api.statistic.ShuffledLabels;
import dev.lamina.plugins.probes.direction.Directions;
import dev.lamina.plugins.probes.fit.Learner;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.score.TestScores;
import jakarta.inject.Inject;
import java.util.Locale;

/**
 * A linear probe from the activations of a layer to a label, cross-validated. Each fold's features
 * are standardized by its training rows; the model is a {@link ProbeKind}, scores are {@link
 * TestScores} averaged over the folds, intervals those of {@link
 * dev.lamina.plugins.probes.score.Bootstrap}. All layers and components share the folds. The
 * control is the accuracy of the same procedure on {@link ShuffledLabels}, drawn anew for each
 * layer.
 *
 * <p>Metrics a layer: {@code accuracy, accuracy.low, accuracy.high, auc, auc.low, auc.high, f1,
 * baseline, control, selectivity, p_value, brier, ece}, and {@code accuracy.sd} of several repeats;
 * a component: {@code accuracy.best, best_layer}; the study: {@code bag_of_tokens}.
 */
@Doc(
    """
    How well a label can be read off the activations by a linear map, a layer and component. A probe on standardized \
    activations, scored on held-out folds: accuracy with a 95% interval (bootstrap over groups), ROC AUC (ties by \
    mid-ranks; three or more classes: mean of one against the rest) and F1 (of the first class, true before false; three \
    or more classes: mean over classes), each averaged over the folds and repeats. Of several repeats, accuracy.sd is the standard deviation of the accuracy between them. Beside it stand the majority class's share as \
    'baseline', the accuracy on shuffled labels as 'control', and that of the prompts' words alone, in any order, as \
    'bag_of_tokens'. p_value is that accuracy is above the majority's share by a t-test with the variance over groups, corrected for \
    overlapping training sets, or, with permutations, that of shuffled labels; p_adjusted in the table is after Benjamini and Hochberg over all layers and \
    components. brier and ece say how well probabilities of two classes are calibrated. Three or more classes are \
    fitted one against the rest, and each has its own auc, against the rest, and recall, in the table 'classes' too. Calibration, the scores of classes, permutations and the table 'prompts' are of the first of several repeats. The table 'prompts' has each prompt's fold (the same for all layers, components and probes of a run), true \
    class and, for each component's best layer, prediction when held out; two classes also the score, positive for the \
    first. Its 'row' is that of tables/prompts.csv; accuracy.best is the mean of the folds' accuracies.""")
@Citation({
  "Alain and Bengio 2017, Understanding intermediate layers using linear classifier probes",
  "Hewitt and Liang 2019, Designing and Interpreting Probes with Control Tasks",
  "Nocedal and Wright 2006, Numerical Optimization, chapter 7 (limited-memory BFGS)",
  "scikit-learn: LogisticRegression, LinearSVC, LinearDiscriminantAnalysis, StandardScaler,"
      + " StratifiedGroupKFold",
  "Marks and Tegmark 2023, The Geometry of Truth, section 5 (mass-mean probes); arXiv:2310.06824",
  "Burns et al. 2022, Discovering Latent Knowledge in Language Models Without Supervision (ccs);"
      + " arXiv:2212.03827",
  "Ledoit and Wolf 2004, A well-conditioned estimator for large-dimensional covariance matrices (lda)",
  "Nadeau and Bengio 2003, Inference for the Generalization Error (correction for overlapping training sets)",
  "Davison and Hinkley 1997, Bootstrap Methods and their Application (bootstrap over groups)",
  "Naeini, Cooper and Hauskrecht 2015, Obtaining Well Calibrated Probabilities (ece)"
})
@Example("- {type: linear-probe, target: is_true, folds: 5, group_by: pair}")
public final class LinearProbe implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;
  private final ProbeProcedure procedure;

  /** What to probe for, and how. */
  public record Config(
      @Doc("Label to predict, of two or more classes") @LabelName @Default("is_true") String target,
      @Included LinearFit fit,
      @Included Evaluation evaluation,
      @Doc(
              "Also write the direction of each layer, fitted on all prompts, to"
                  + " directions/ID.COMPONENT.safetensors: 'weights' [layers, d_model] and"
                  + " 'intercepts' [layers] for activations as they are (three or more classes:"
                  + " [layers, classes, d_model] and [layers, classes])")
          @Default("false")
          boolean coefficients)
      implements ProbeSettings {

    @Override
    public ProbeKind requirements() {
      return fit.probe();
    }

    @Override
    public Learner learner(Seeds seeds, Parallel parallel) {
      return fit.scored(seeds, parallel);
    }

    @Override
    public boolean isProbabilistic() {
      return fit.probe().isProbabilistic();
    }

    @Override
    public String title() {
      return fit.probe() == ProbeKind.LOGISTIC
          ? "Probe accuracy"
          : "Accuracy of %s probes".formatted(fit.probe().name().toLowerCase(Locale.ROOT));
    }
  }

  @Inject
  LinearProbe(Config config, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.seeds = seeds.shared();
    this.parallel = parallel;
    this.procedure = new ProbeProcedure(config, seeds.shared(), parallel, progress);
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    procedure.check(design, problems);
  }

  @Override
  public void analyze(Study study, Findings findings) {
    procedure.analyze(study, findings);
    if (config.coefficients()) {
      Directions.of(
              study,
              procedure.task(study.design()),
              config.fit().within(Directions.TOLERANCE, seeds, parallel),
              parallel)
          .write(findings);
    }
  }
}
