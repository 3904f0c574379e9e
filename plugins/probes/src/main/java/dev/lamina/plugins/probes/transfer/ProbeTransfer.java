package dev.lamina.plugins.probes.transfer;

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
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.place.Place;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.task.ProbingTask;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains probes on the prompts of one set and tests them on another's, for all pairs, at every
 * layer and component.
 *
 * <p>Metrics a layer: {@code accuracy} and {@code auc} of the group {@code train=X,test=Y}; {@code
 * within}, the mean accuracy on the sets themselves, {@code transfer} and {@code transfer.lowest},
 * the mean and the lowest of those on other sets; a component: {@code transfer.best} and {@code
 * best_layer}, the layer where {@code within} is highest and {@code transfer} there.
 */
@Doc(
    """
    Whether what a probe has learned on some prompts holds for others: probes are trained on each class of the label \
    'by' (a data set, template, language) and tested on each other one, a layer and component. Features are standardized \
    by the training prompts. Trained and tested on the same set, or trained on all sets, accuracy is that of held-out \
    folds; trained on one set and tested on another, all prompts of both are used, even those of a common group, as in \
    the papers, unless hold_out_groups. With three or more sets probes are also trained on all others than the tested one. Intervals are 95%, by \
    bootstrap over groups of the tested set.""")
@Citation({
  "Marks and Tegmark 2023, The Geometry of Truth, section 5: probes of cities fail on neg_cities, those of both do"
      + " not; arXiv:2310.06824",
  "Buerger, Hamprecht and Nadler 2024, Truth is Universal; arXiv:2407.12831",
  "Levinstein and Herrmann 2023, Still No Lie Detector for Language Models; arXiv:2307.00175"
})
@Example("- {type: probe-transfer, target: is_true, by: dataset}")
public final class ProbeTransfer implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;
  private final Progress progress;

  /** What to carry over between which sets. */
  public record Config(
      @Doc("Label to predict, of two or more classes") @LabelName @Default("is_true") String target,
      @Doc("Label whose classes are the sets to train and to test on")
          @LabelName
          @Default("dataset")
          String by,
      @Included LinearFit fit,
      @Included GroupedFolds division,
      @Doc(
              "Whether each set's own mean is taken from its activations first, as Marks and Tegmark"
                  + " do: a shift between sets then does not matter")
          @Default("false")
          boolean centerSets,
      @Doc(
              "Whether a probe is tested on other sets, too, only with groups that it was not trained"
                  + " on. Needed where sets hold the same facts in other words or languages, which a"
                  + " probe would otherwise know")
          @Default("false")
          boolean holdOutGroups) {}

  @Inject
  ProbeTransfer(Config config, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.seeds = seeds.shared();
    this.parallel = parallel;
    this.progress = progress;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    new TransferRules(config, problems).check(design, seeds.random("folds"));
  }

  @Override
  public void analyze(Study study, Findings findings) {
    ProbingTask task = ProbingTask.of(study.design(), config.target(), config.division());
    Sets sets =
        Sets.of(
            task,
            study.design().prompts().label(config.by()),
            config.division().folds(),
            seeds.random("folds"));
    new TransferReport(sets, places(study, sets), config).write(findings);
  }

  private List<PlaceTransfers> places(Study study, Sets sets) {
    List<Place> places = Place.all(study);
    Probe probe = config.fit().scored(seeds, parallel);
    List<Bootstrap> bootstraps =
        IntStream.range(0, sets.count())
            .mapToObj(set -> sets.bootstrap(set, seeds.random("bootstrap " + set)))
            .toList();
    TransferMatrix matrix = new TransferMatrix(sets, probe, config.holdOutGroups(), bootstraps);
    int fits = TransferMatrix.fits(sets.count(), config.division().folds(), config.holdOutGroups());
    try (Progress.Task steps = progress.begin("probing", "fits", (long) places.size() * fits)) {
      return parallel.map(
          places,
          place -> {
            float[][] rows = place.rows(study);
            if (config.centerSets()) {
              sets.center(rows);
            }
            List<Transfer> found = matrix.of(rows);
            steps.step(fits);
            return new PlaceTransfers(place.component(), place.layer(), sets.count(), found);
          });
    }
  }
}
