package dev.lamina.plugins.statistics.distance;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.config.LabelName;
import dev.lamina.api.config.Range;
import dev.lamina.api.config.Unit;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.ItemLabels;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * How far statements lie from the true one, the more wrong they are: {@link Trend} at each layer,
 * by cosine and Euclidean distance.
 */
@Doc(
    """
    How a representation moves as a statement gets more wrong: the distance of each statement of a later grade from \
    the statement of the first grade about the same item, layer by layer, by cosine and Euclidean distance. A grade has \
    the mean distance; a layer has rho, Spearman's correlation of distance and grade by ranks within items, and the \
    Jonckheere-Terpstra test of a trend over the later grades (the first has distance 0 and is left out): jt, its \
    statistic, and p_value, two-sided, of permutations of the grades within items, because statements about one item \
    depend on each other. The table also has z and p_normal of the test's normal approximation with ties, which takes \
    statements as independent, and p_adjusted, p_value after Benjamini and Hochberg over layers, components and \
    distances. low and high are the 95% percentile interval of a bootstrap over items.""")
@Citation({
  "Jonckheere 1954, A Distribution-Free k-Sample Test Against Ordered Alternatives, Biometrika 41; Terpstra 1952",
  "Hollander, Wolfe and Chicken 2014, Nonparametric Statistical Methods, 3rd ed., section 6.2: ties",
  "Phipson and Smyth 2010, Permutation P-values Should Never Be Zero; Benjamini and Hochberg 1995, Controlling the"
      + " False Discovery Rate",
  "Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13: percentile intervals"
})
@Example(
    """
    - {type: graded-distance, grade: grade, order: ["true", near, far, impossible], item: pair}\
    """)
public final class GradedDistance implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to measure. */
  public record Config(
      @Doc("Label that says how wrong a statement is: a number, or one of the values in order")
          @LabelName
          @Default("grade")
          String grade,
      @Doc(
              "The label's values from true to most wrong; prompts of other values are left out. Of a"
                  + " numeric label, ascending if empty")
          @Default("[]")
          List<String> order,
      @Doc("Label or labels that the statements about one fact agree in") @LabelName
          ItemLabels item,
      @Doc(
              "Permutations of the grades within items; the smallest p value is 2 / (permutations + 1)")
          @Default("1000")
          @Range(min = 39, max = 1_000_000)
          @Unit("permutations")
          int permutations,
      @Doc("Draws of the bootstrap")
          @Default("1000")
          @Range(min = 100, max = 100_000)
          @Unit("draws")
          int resamples) {

    /** Copies the list. */
    public Config {
      order = List.copyOf(order);
    }
  }

  @Inject
  GradedDistance(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    GradedItems.check(config, design.prompts(), problems);
  }

  @Override
  public void analyze(Study study, Findings findings) {
    GradedItems items = GradedItems.of(config, study.design().prompts());
    Bootstrap bootstrap =
        new Bootstrap(items.items(), config.resamples(), () -> seeds.random("bootstrap"));
    List<Trend> trends = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      parallel
          .map(activations.layers(), layer -> trends(activations, layer, items, bootstrap))
          .forEach(trends::addAll);
    }
    TrendReport report = new TrendReport(trends, items, config);
    report.record(findings);
    study.design().components().forEach(component -> report.draw(component, findings));
    findings.headline(70, report.sentence(), report.overview());
  }

  /** One a distance; all see the same permutations. */
  private List<Trend> trends(
      Activations activations, int layer, GradedItems items, Bootstrap bootstrap) {
    PairDistances distances =
        PairDistances.of(activations.layer(layer), items.references(), items.rows());
    return PairDistances.KINDS.stream()
        .map(
            kind ->
                Trend.of(
                    activations.component(),
                    layer,
                    kind,
                    distances.of(kind),
                    items,
                    bootstrap,
                    config.permutations(),
                    seeds.random("permutations")))
        .toList();
  }
}
