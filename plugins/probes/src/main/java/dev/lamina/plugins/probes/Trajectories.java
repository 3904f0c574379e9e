package dev.lamina.plugins.probes;

import dev.lamina.api.activation.Activations;
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
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.task.ProbeRules;
import dev.lamina.plugins.probes.task.ProbingTask;
import dev.lamina.plugins.probes.trajectory.Classes;
import dev.lamina.plugins.probes.trajectory.ComponentTrajectory;
import dev.lamina.plugins.probes.trajectory.Positions;
import dev.lamina.plugins.probes.trajectory.PromptChoice;
import dev.lamina.plugins.probes.trajectory.TokenWalk;
import dev.lamina.plugins.probes.trajectory.TrajectoryReport;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How representations develop over a prompt's tokens: {@link
 * dev.lamina.plugins.probes.trajectory.TokenMeasure} by token and layer, their means over prompts
 * at {@link dev.lamina.plugins.probes.trajectory.Position}s.
 *
 * <p>Metrics a layer: {@code l2_norm.POSITION, to_last.POSITION, to_previous.POSITION} of all
 * prompts and of each class, {@code score.POSITION} of each class, {@code
 * score.POSITION.difference} and {@code auc.POSITION}, both with {@code .low} and {@code .high}; a
 * component: {@code auc.best, best_layer}, of the last token.
 */
@Doc(
    """
    How the representation develops over a prompt's tokens, a layer and component; needs positions: all. Of each token: \
    l2_norm; to_last, the cosine to the last token in the same layer; to_previous, the cosine to the same token in the \
    layer before (of those that are looked at); and score, the projection on the difference of the two classes' mean \
    vectors at the last token of that layer, scaled so that these means have the scores 1 and -1, always without the \
    prompts of the fold that the scored prompt is in. As means over prompts at the positions subject, object (of each \
    prompt the mean over their tokens) and last; auc is the area under the ROC curve of the held-out score of the first \
    class against the second, over all prompts; it and the difference of the classes' scores have low and high, the 95% \
    interval of 1000 bootstrap draws of groups, for the directions as they were fitted. Heatmaps and the table 'prompts' show single prompts token by token. Without labels there \
    is no score.""")
@Citation({
  "Marks & Tegmark, The Geometry of Truth, 2023, arXiv:2310.06824, section 5 (mass-mean direction)",
  "Meng et al., Locating and Editing Factual Associations in GPT, 2022, arXiv:2202.05262 (subject,"
      + " object and last token, layer by layer)",
  "Geva et al., Dissecting Recall of Factual Associations, 2023, arXiv:2304.14767"
})
@Example("- {type: trajectories, target: is_true, group_by: pair, prompts: [0, 1]}")
public final class Trajectories implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to follow. */
  public record Config(
      @Doc("Label of two classes that the score tells apart") @LabelName @Default("is_true")
          String target,
      @Included GroupedFolds division,
      @Doc(
              "Prompts that are shown token by token; by default the first of the first class and"
                  + " the first of the second with the same group")
          Optional<PromptChoice> prompts) {}

  @Inject
  Trajectories(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds.shared();
    this.parallel = parallel;
  }

  @Override
  public boolean takesTokens() {
    return true;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (!design.rowsAreTokens()) {
      problems.error(
          "type",
          "trajectories follows the tokens of each prompt; set  positions: all  (it is %s)"
              .formatted(design.positions()));
    }
    if (config.prompts().orElse(null) instanceof PromptChoice.Rows chosen) {
      for (int i = 0; i < chosen.rows().size(); i++) {
        if (chosen.rows().get(i) >= design.prompts().size()) {
          problems.error(
              "prompts." + i,
              "prompts must be rows from 0 to %d, but has %d"
                  .formatted(design.prompts().size() - 1, chosen.rows().get(i)));
        }
      }
    }
    ProbingTask task = ProbingTask.of(design, config.target(), config.division());
    if (isUnlabelled(task)) {
      return;
    }
    if (task.classes() > 2) {
      problems.error(
          "target",
          "must be a label of two classes, but %s has %d; keep two of them by the data set's 'filter', or set another label"
              .formatted(Quoted.of(config.target()), task.classes()));
      return;
    }
    new ProbeRules(task, ProbeKind.MASS_MEAN, config.division().folds(), problems)
        .check(seeds.random("folds"));
  }

  private static boolean isUnlabelled(ProbingTask task) {
    return task.classes() == 1 && task.target().name().equals(Prompts.UNLABELLED);
  }

  @Override
  public void analyze(Study study, Findings findings) {
    ProbingTask task = ProbingTask.of(study.design(), config.target(), config.division());
    Optional<Classes> classes =
        isUnlabelled(task)
            ? Optional.empty()
            : Optional.of(
                new Classes(
                    task.target(),
                    task.folds(config.division().folds(), seeds.random("folds")),
                    new Bootstrap(task.groups(), seeds.random("bootstrap"))));
    Positions positions = Positions.of(study);
    List<Integer> shown = shown(task);
    List<ComponentTrajectory> trajectories = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      TokenWalk walk = new TokenWalk(activations, positions, classes, new LinkedHashSet<>(shown));
      trajectories.add(
          new ComponentTrajectory(component, parallel.map(activations.layers(), walk::measure)));
    }
    new TrajectoryReport(study, trajectories, positions.known(), classes, shown, task.grouping())
        .write(findings);
  }

  private List<Integer> shown(ProbingTask task) {
    if (config.prompts().isPresent()) {
      return config.prompts().get() instanceof PromptChoice.Rows chosen
          ? chosen.rows()
          : IntStream.range(
                  0, Math.min(task.rows(), ((PromptChoice.First) config.prompts().get()).count()))
              .boxed()
              .toList();
    }
    int[] codes = task.target().codes();
    int[] groups = task.groups();
    int first = task.target().members(0)[0];
    return IntStream.range(0, task.rows())
        .filter(row -> codes[row] != 0)
        .filter(row -> task.grouping().isEmpty() || groups[row] == groups[first])
        .boxed()
        .findFirst()
        .map(other -> List.of(first, other))
        .orElse(List.of(first));
  }
}
