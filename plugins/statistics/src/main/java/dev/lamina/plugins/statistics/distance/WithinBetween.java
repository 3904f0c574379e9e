package dev.lamina.plugins.statistics.distance;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
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
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.ItemLabels;
import dev.lamina.plugins.statistics.measure.Distance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Whether prompts about one thing lie nearer to each other than to other prompts. At each layer,
 * for cosine and Euclidean distance, the numbers of {@link Separation}, named {@code cosine.auc}
 * and so on.
 */
@Doc(
"""
    Whether prompts about the same thing lie nearer to each other than to prompts about something else, layer by \
    layer, by cosine and Euclidean distance. within is the mean distance of two prompts that share an item, between \
    that of two that do not, ratio within / between, and auc the probability that a pair of the same item is nearer \
    than a pair of different ones (0.5 is chance, 1 always). With a label at between, such as template, both kinds of \
    pairs are of different templates, so that shared words do not decide, and same_group is the mean distance of \
    different items in the same template: if it is less than within, wording counts more than the item. With a label at \
sharing, such as pair, different items are those that agree in it: a fact and its counterfactual. low and high \
    are the 95% percentile interval of a bootstrap over items, or clusters of them.""")
@Citation({
  "Mann and Whitney 1947, On a Test of Whether One of Two Random Variables is Stochastically Larger than the Other:"
      + " the AUC is U / (n1 n2)",
  "Ethayarajh 2019, How Contextual are Contextualized Word Representations?, section 3: likeness of contexts against"
      + " a baseline of random pairs; arXiv:1909.00512",
  "Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13: percentile intervals"
})
@Example("- {type: within-between, item: [pair, is_true], between: template}")
public final class WithinBetween implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to compare. */
  public record Config(
      @Doc("Label or labels that prompts about the same thing agree in") @LabelName ItemLabels item,
      @Doc("Label, e.g. template, in whose classes all compared pairs differ") @LabelName
          Optional<String> between,
      @Doc(
              "Label, e.g. pair, that the compared prompts of different items share: a fact and its"
                  + " counterfactual rather than any two statements")
          @LabelName
          Optional<String> sharing,
      @Doc(
              "Label whose classes the bootstrap draws, with all items of each, e.g. pair. By default the"
                  + " one at sharing, else every item by itself")
          @LabelName
          Optional<String> cluster,
      @Doc(
              "Pairs at most: up to so many pairs of prompts all are measured, otherwise so many of each"
                  + " kind, drawn at random")
          @Default("500000")
          @Range(min = 1000, max = 100_000_000)
          @Unit("pairs")
          int pairs,
      @Doc("Draws of the bootstrap") @Default("200") @Range(min = 100, max = 100_000) @Unit("draws")
          int resamples) {}

  @Inject
  WithinBetween(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  /**
   * What is compared.
   *
   * @param sameGroup pairs of different items in one group; none if no groups were asked for
   */
  private record Pairs(
      RowPairs within, RowPairs between, Optional<RowPairs> sameGroup, int units) {}

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (config.between().isPresent()
        && !LabelRules.severalClasses(design, "between", config.between().get(), problems)) {
      return;
    }
    Pairs pairs = pairs(design.prompts());
    String apart = config.between().map(label -> " and differ in " + Quoted.bare(label)).orElse("");
    if (pairs.within.units() < 2) {
      problems.error(
          "item",
          "fewer than two items have two prompts that agree in %s%s, so there is no distance within items; name a label that prompts about the same thing share"
              .formatted(Quoted.bare(config.item()), apart));
    } else if (!Arrays.equals(pairs.within.firstUnit(), pairs.within.secondUnit())) {
      problems.error(
          config.cluster().isPresent() ? "cluster" : "sharing",
          "label %s differs among the prompts of an item; name one that all prompts of an item share"
              .formatted(Quoted.of(config.cluster().or(config::sharing).orElse(""))));
    } else if (pairs.between.count() == 0) {
      problems.error(
          "item",
          "no two prompts differ in %s%s%s, so there is nothing to compare with; name a label of two or more values"
              .formatted(
                  Quoted.bare(config.item()),
                  apart,
                  config.sharing().map(of -> " and share " + Quoted.bare(of)).orElse("")));
    }
  }

  private Pairs pairs(Prompts prompts) {
    int[] items = config.item().codes(prompts);
    int[] units =
        config
            .cluster()
            .or(config::sharing)
            .map(label -> prompts.label(label).codes())
            .orElse(items);
    int[] groups =
        config
            .between()
            .map(label -> prompts.label(label).codes())
            .orElseGet(() -> rowNumbers(items.length));
    return new Pairs(
        RowPairs.within(
            items, units, (i, j) -> groups[i] != groups[j], config.pairs(), seeds.random("within")),
        between(prompts, items, units, (i, j) -> groups[i] != groups[j], seeds.random("between")),
        config
            .between()
            .map(
                label ->
                    between(
                        prompts,
                        items,
                        units,
                        (i, j) -> groups[i] == groups[j],
                        seeds.random("same_group"))),
        Arrays.stream(units).max().orElse(-1) + 1);
  }

  /** Pairs of different items. */
  private RowPairs between(
      Prompts prompts, int[] items, int[] units, RowPairs.Wanted wanted, SplittableRandom random) {
    RowPairs.Wanted different = (i, j) -> items[i] != items[j] && wanted.test(i, j);
    return config.sharing().isPresent()
        ? RowPairs.within(
            prompts.label(config.sharing().get()).codes(), units, different, config.pairs(), random)
        : RowPairs.of(units, different, config.pairs(), random);
  }

  /** Without groups, each prompt is one of its own. */
  private static int[] rowNumbers(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Pairs pairs = pairs(study.design().prompts());
    Bootstrap bootstrap =
        new Bootstrap(pairs.units, config.resamples(), () -> seeds.random("bootstrap"));
    List<LayerSeparation> layers = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      layers.addAll(
          parallel.map(
              activations.layers(),
              layer -> measure(component, layer, activations.layer(layer), pairs, bootstrap)));
    }
    SeparationReport report =
        new SeparationReport(layers, config.item().toString(), config.between(), config.sharing());
    report.record(findings);
    study.design().components().forEach(component -> report.draw(component, findings));
    findings.headline(70, report.sentence(), report.overview());
  }

  private static LayerSeparation measure(
      Component component, int layer, Matrix matrix, Pairs pairs, Bootstrap bootstrap) {
    PairDistances within = distances(matrix, pairs.within);
    PairDistances between = distances(matrix, pairs.between);
    Map<Distance, Separation> separations = new EnumMap<>(Distance.class);
    for (Distance kind : PairDistances.KINDS) {
      separations.put(
          kind,
          Separation.of(
              pairs.within,
              within.of(kind),
              pairs.between,
              between.of(kind),
              bootstrap,
              pairs.units));
    }
    return new LayerSeparation(
        component, layer, separations, pairs.sameGroup.map(of -> means(distances(matrix, of))));
  }

  private static PairDistances distances(Matrix matrix, RowPairs pairs) {
    return PairDistances.of(matrix, pairs.first(), pairs.second());
  }

  private static Map<Distance, Double> means(PairDistances distances) {
    Map<Distance, Double> means = new EnumMap<>(Distance.class);
    for (Distance kind : PairDistances.KINDS) {
      means.put(kind, Arrays.stream(distances.of(kind)).average().orElse(Double.NaN));
    }
    return means;
  }
}
