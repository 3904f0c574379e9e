package dev.lamina.plugins.statistics;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.measure.ComponentStatistics;
import dev.lamina.plugins.statistics.measure.MeanDifference;
import dev.lamina.plugins.statistics.measure.Measure;
import dev.lamina.plugins.statistics.measure.MeasuredPlace;
import dev.lamina.plugins.statistics.measure.NormDifference;
import dev.lamina.plugins.statistics.measure.Statistics;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Size and spread of activations. For the rows x of a layer (prompts, or tokens with {@code
 * positions: all}), all of them and those of each class of a label:
 *
 * <ul>
 *   <li>{@code mean, std, min, max} over all entries of the rows; std is divided by n, as numpy's
 *       default;
 *   <li>{@code l2_norm}: the mean over rows of {@code sqrt(sum of x_i^2)};
 *   <li>{@code sparsity}: the share of entries with {@code |x_i| < sparsity_threshold * s}, s being
 *       the std of the whole layer, so that classes are held against one bound.
 * </ul>
 *
 * <p>Without layer and with {@code .overall} at the end of the name ({@code l2_norm.overall}), the
 * same over all layers' entries and norms together. For a label of exactly two classes, also {@code
 * l2_norm.difference}, the first class's l2_norm minus the second's (true minus false), and {@code
 * l2_norm.percent}, that difference in percent of the second's, both with the {@code .low} and
 * {@code .high} of a bootstrap over groups of prompts. With more classes neither is defined; {@code
 * group-comparison} is made for them.
 */
@Doc(
    """
    Size and spread of the activations of each layer, for all prompts and for each class of a label. \
    mean, std (divided by n), min and max over all entries; l2_norm, the mean over prompts of the vector's Euclidean \
    length; sparsity, the share of entries with |x| < sparsity_threshold * std of the layer. For a label of two \
    classes also l2_norm.difference (first class minus second: true minus false) and l2_norm.percent (of the \
    second's), both with low and high, the 95% interval of 1000 bootstrap draws of groups. All in the activations' own unit, but for sparsity (a share) and percent. A value a layer and, \
    with .overall at the end of the name (l2_norm.overall, l2_norm.difference.overall), one without layer over all \
    layers together. With positions: all, tokens take the place of prompts.""")
@Citation({
  "Liu et al. 2024, Training-Free Activation Sparsity in Large Language Models (TEAL): entries of small magnitude as"
      + " sparsity, hidden states centred at zero; arXiv:2408.14690",
  "Welford 1962, Note on a method for calculating corrected sums of squares and products, Technometrics 4(3)",
  "Chan, Golub and LeVeque 1983, Algorithms for computing the sample variance, The American Statistician 37(3)",
  "Davison and Hinkley 1997, Bootstrap Methods and their Application, 3.8: draws of clusters"
})
@Example("- {type: activation-stats, by: is_true}")
public final class ActivationStats implements Analysis {

  private static final int RESAMPLES = 1000;

  /** The label that a fact shares with its counterfactual. */
  private static final String PAIR = "pair";

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to measure. */
  public record Config(
      @Doc("Label whose classes are measured apart") @LabelName @Default("is_true") String by,
      @Doc(
              "Entries below this many standard deviations of their layer count as zero; of a normal"
                  + " distribution 8% are below 0.1")
          @Default("0.1")
          @Range(min = 1e-6, max = 1)
          @Unit("standard deviations")
          double sparsityThreshold,
      @Doc(
              "Label whose prompts are no evidence of their own, such as a fact and its counterfactual: the"
                  + " bootstrap draws its classes with all prompts of each. By default pair, where every"
                  + " prompt has one, else prompts are drawn")
          @LabelName
          Optional<String> groupBy) {}

  @Inject
  ActivationStats(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  @Override
  public boolean takesTokens() {
    return true;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (LabelRules.severalClassesOrNoLabel(design, config.by(), problems)) {
      LabelRules.notTooMany(Groups.of(design, config.by()), "", problems);
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.by());
    List<ComponentStatistics> measured =
        ComponentStatistics.measure(study, groups, config.sparsityThreshold(), parallel);
    List<MeasuredPlace> places = measured.stream().flatMap(MeasuredPlace::of).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (MeasuredPlace place : places) {
      record(place, "", place.statistics().all(), rows, findings);
      for (int group = 0; !groups.unlabelled() && group < groups.count(); group++) {
        Statistics statistics = place.statistics().groups().get(group);
        record(place, groups.metricGroup(group), statistics, rows, findings);
      }
    }
    Stream<String> columns =
        Stream.concat(
            Stream.of("component", "layer", "group", "rows"),
            Arrays.stream(Measure.values()).map(Measure::id));
    findings.table("", new Table(columns.toList(), rows));
    List<List<NormDifference>> drawn = groups.count() == 2 ? drawn(study, groups) : List.of();
    ActivationStatsReport report = new ActivationStatsReport(measured, groups, drawn);
    if (groups.count() == 2) {
      differences(places, drawn.stream().flatMap(List::stream).toList(), findings);
      findings.figure("difference", report.differences());
    }
    for (ComponentStatistics component : measured) {
      findings.figure(component.component().id(), report.overview(component));
    }
    boolean tokens = study.design().rowsAreTokens();
    findings.headline(30, report.sentence(tokens ? "tokens" : "prompts"), report.told());
  }

  /** For each component the differences at every layer and over all, in draws of the bootstrap. */
  private List<List<NormDifference>> drawn(Study study, Groups groups) {
    int prompts = study.design().prompts().size();
    int[] clusters =
        config
            .groupBy()
            .or(() -> Optional.of(PAIR).filter(study.design().prompts()::isComplete))
            .map(label -> study.design().prompts().label(label).codes())
            .orElseGet(() -> IntStream.range(0, prompts).toArray());
    int count = IntStream.of(clusters).max().orElse(-1) + 1;
    Bootstrap bootstrap = new Bootstrap(count, RESAMPLES, () -> seeds.random("bootstrap"));
    return study.design().components().stream()
        .map(study::activations)
        .map(of -> NormDifference.of(of, groups, clusters, bootstrap, parallel))
        .toList();
  }

  private static void record(
      MeasuredPlace place,
      String group,
      Statistics of,
      List<List<Object>> rows,
      Findings findings) {
    List<Object> row = new ArrayList<>();
    row.addAll(List.of(place.component().id(), place.layerCell(), group, of.norms().count()));
    for (Measure measure : Measure.values()) {
      double value = measure.of(of);
      findings.metric(place.metric(measure.id(), value).in(group));
      row.add(value);
    }
    rows.add(row);
  }

  /**
   * @param drawn in the order of the places
   */
  private static void differences(
      List<MeasuredPlace> places, List<NormDifference> drawn, Findings findings) {
    List<String> columns = new ArrayList<>(List.of("component", "layer"));
    for (String name : List.of("l2_norm.difference", "l2_norm.percent")) {
      columns.addAll(List.of(name, name + ".low", name + ".high"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      MeasuredPlace place = places.get(i);
      MeanDifference norms = place.statistics().norms();
      List<Object> row = new ArrayList<>(List.of(place.component().id(), place.layerCell()));
      Estimate difference = drawn.get(i).difference();
      Estimate percent = drawn.get(i).percent();
      record(place, "l2_norm.difference", norms.difference(), difference, row, findings);
      record(place, "l2_norm.percent", norms.percent(), percent, row, findings);
      rows.add(row);
    }
    findings.table("difference", new Table(columns, rows));
  }

  private static void record(
      MeasuredPlace place,
      String name,
      double value,
      Estimate drawn,
      List<Object> row,
      Findings findings) {
    findings.metric(place.metric(name, value));
    findings.metric(place.metric(name + ".low", drawn.low()));
    findings.metric(place.metric(name + ".high", drawn.high()));
    row.addAll(List.of(value, drawn.low(), drawn.high()));
  }
}
