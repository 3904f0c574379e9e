package dev.lamina.plugins.manifold;

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
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import dev.lamina.api.statistic.ShuffledLabels;
import dev.lamina.plugins.manifold.cluster.ClusterReport;
import dev.lamina.plugins.manifold.cluster.LayerClusters;
import dev.lamina.plugins.manifold.report.ColouredRows;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether representations fall into the classes of a label. Metrics a layer: {@code silhouette,
 * davies_bouldin, ari, nmi, centroid_distance, fisher_ratio} ({@link LayerClusters}), {@code
 * silhouette.permuted} and {@code silhouette.p_value}; of a component {@code .best} and {@code
 * .best_layer} of silhouette, ari and fisher_ratio.
 */
@Doc(
    """
    Do representations fall into the classes of a label? A layer, in the full space: silhouette (0 mixed, 1 apart), with \
    its mean for permuted labels and a p value; davies_bouldin (spread within over distance between, low is apart); ari \
    and nmi, how groups that k-means finds without the label agree with it (1 the same; ari is 0 by chance, nmi about 0); \
    centroid_distance, between the classes' means (mean over pairs; in the activations' unit, so not to be compared \
    between models); and fisher_ratio, the trace of the scatter between classes over that within, sum n_c |m_c - m|^2 / \
    sum |x - m_c|^2, about (classes - 1) / (prompts - classes) by chance. Permutations keep groups together. \
    Classes can be told apart by a probe without being clusters.""")
@Citation({
  "Rousseeuw 1987, Silhouettes; Kaufman and Rousseeuw 1990, Finding Groups in Data (how silhouettes are read)",
  "Davies and Bouldin 1979, A Cluster Separation Measure",
  "Arthur and Vassilvitskii 2007, k-means++: The Advantages of Careful Seeding; Lloyd 1982",
  "Hubert and Arabie 1985, Comparing Partitions; Kvalseth 1987, Entropy and Correlation (normalized by the mean)",
  "Fisher 1936, The Use of Multiple Measurements in Taxonomic Problems; Fukunaga 1990, Introduction to Statistical"
      + " Pattern Recognition, 10.2 (ratio of traces)",
  "Phipson and Smyth 2010, Permutation P-values Should Never Be Zero"
})
@Example("- {type: clusters, by: is_true}")
public final class Clusters implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;
  private final Progress progress;

  /** How to measure. */
  public record Config(
      @Doc("Label whose classes may be clusters") @LabelName @Default("is_true") String by,
      @Doc("Starts of k-means, of which the best counts") @Default("10") @Range(min = 1, max = 1000)
          int restarts,
      @Doc(
              "Permutations of the label for the silhouette by chance; the smallest p value they can give is"
                  + " 1 / (permutations + 1)")
          @Default("100")
          @Range(min = 19, max = 10_000)
          @Unit("permutations")
          int permutations,
      @Doc(
              "Label whose prompts are no evidence of their own, such as wordings of a fact: permutations"
                  + " exchange labels within its groups, or between groups of one class. Left out"
                  + " where the data have no such label; null to permute over prompts")
          @LabelName
          @Default("pair")
          Optional<String> groupBy,
      @Included RowLimit limit) {}

  @Inject
  Clusters(Config config, Seeds seeds, Parallel parallel, Progress progress) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
    this.progress = progress;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (config.by().equals(Prompts.UNLABELLED)) {
      problems.error(
          "by",
          "the data set has no label to compare by; give its prompts a label of two or more classes or leave this analysis out");
      return;
    }
    ColourRules.check(design, config.by(), problems);
    int classes = design.prompts().label(config.by()).classes().size();
    int prompts = design.prompts().size();
    if (classes > 1 && prompts <= classes) {
      problems.error(
          "by",
          "each of the %d prompts is a class of its own, so there is nothing to cluster; set 'by' to another label"
              .formatted(prompts));
    } else {
      warnOfFew(design.prompts().label(config.by()), problems);
    }
  }

  /** Few prompts are clusters of any label. */
  private void warnOfFew(Label label, Problems problems) {
    int[] sizes =
        IntStream.range(0, label.classes().size())
            .map(code -> label.members(code).length)
            .toArray();
    int least = IntStream.range(0, sizes.length).reduce(0, (a, b) -> sizes[b] < sizes[a] ? b : a);
    if (sizes.length > 1 && sizes[least] < ColouredRows.ENOUGH) {
      problems.warning(
          "by",
          "class %s has %d prompts, but silhouettes and k-means say little of fewer than %d a class; add prompts, or do not speak of clusters"
              .formatted(Quoted.of(label.classes().get(least)), sizes[least], ColouredRows.ENOUGH));
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    int[] sample = config.limit().sample(study.design().prompts().label(config.by()), seeds);
    ColouredRows rows = ColouredRows.of(study.design(), config.by(), sample);
    int classes = rows.label().classes().size();
    int[][] labelings =
        permuted(rows.codes(), groups(study.design(), sample), seeds.random("permutations"));
    List<LayerClusters> layers =
        LayerRows.map(
            study,
            "clustering",
            progress,
            parallel,
            layer ->
                LayerClusters.of(
                    layer.component(),
                    layer.layer(),
                    layer.copy(study, rows.rows()),
                    labelings,
                    classes,
                    config.restarts(),
                    seeds.random("k-means %s %d".formatted(layer.component(), layer.layer())),
                    parallel));
    new ClusterReport(layers, rows, config.permutations()).write(findings);
  }

  /** For each sampled row its group; without grouping each is its own. */
  private int[] groups(StudyDesign design, int[] sample) {
    return config
        .groupBy()
        .map(name -> design.prompts().label(name).codes())
        .map(codes -> IntStream.of(sample).map(row -> codes[row]).toArray())
        .orElseGet(() -> IntStream.range(0, sample.length).toArray());
  }

  /** The labels as they are, then permuted. */
  private int[][] permuted(int[] codes, int[] groups, SplittableRandom random) {
    int[][] labelings = new int[config.permutations() + 1][];
    labelings[0] = codes;
    for (int i = 1; i < labelings.length; i++) {
      labelings[i] = ShuffledLabels.of(codes, groups, random);
    }
    return labelings;
  }
}
