package dev.lamina.plugins.statistics.alignment;

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
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Counterparts;
import dev.lamina.plugins.statistics.item.ItemLabels;
import dev.lamina.plugins.statistics.measure.Distance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Whether parallel prompts are represented alike: the same items in several groups, such as
 * sentences in several languages. Each number is measured for every pair of groups, with the pair
 * as metric group ({@code language=en+de}), and averaged over the pairs: {@link AlignmentNumber}.
 */
@Doc(
    """
    Whether parallel prompts (translations, templates, paraphrases) are represented alike: the same items in two or \
    more groups, layer by layer, for each pair of groups and as mean over the pairs. top1 is the share of items whose \
    nearest prompt of the other group is their own counterpart (both directions; k prompts equally near count 1/k; \
    chance 1 / items), mrr the mean of 1 / rank of the counterpart; with .centred at the end of the name, after the \
    group's mean is taken from its prompts, which without that may hide what items share. cka is the debiased linear \
    CKA and rsa Spearman's correlation of the dissimilarities between items. procrustes is the disparity that is left \
    when one group is moved, scaled and rotated onto the other (0 is the same, 1 nothing in common); with fewer items \
    than dimensions it is low for unrelated prompts too, so hold it against procrustes.shuffled, that of items matched \
    at random. low and high are the 95% interval of a bootstrap over items: percentiles of as many items drawn with \
    replacement, candidates and ranks kept, a row never compared with its own copy; procrustes has none.""")
@Citation({
  "Pires et al. 2019, How Multilingual is Multilingual BERT?, section 5: nearest translation after the mean shift;"
      + " arXiv:1906.01502",
  "Libovický et al. 2020, On the Language Neutrality of Pre-trained Multilingual Representations: centring;"
      + " arXiv:2004.05160",
  "Kriegeskorte et al. 2008, Representational similarity analysis, Frontiers in Systems Neuroscience 2:4",
  "Kornblith et al. 2019, Similarity of Neural Network Representations Revisited; arXiv:1905.00414",
  "Ding et al. 2021, Grounding Representation Similarity with Statistical Testing: Procrustes distance;"
      + " arXiv:2108.01661",
  "Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13: percentile intervals"
})
@Example("- {type: alignment, between: language, item: sentence}")
public final class Alignment implements Analysis {

  private static final int MOST_GROUPS = 12;

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to compare. */
  public record Config(
      @Doc("Label whose classes are the groups, such as language or template") @LabelName
          String between,
      @Doc(
              "Label or labels that counterparts agree in: prompts of one group that are the same in all"
                  + " of them are an error")
          @LabelName
          ItemLabels item,
      @Doc(
              "Label whose classes the bootstrap of top1 and mrr draws, with all items of each: e.g. pair, where a fact and"
                  + " its counterfactual are two items that depend on each other. By default every item"
                  + " by itself")
          @LabelName
          Optional<String> cluster,
      @Doc("Distance of two prompts, for retrieval and rsa") @Default("cosine") Distance metric,
      @Doc(
              "Items at most; a random draw where there are more. Memory is about 30 bytes times their square:"
                  + " 8 MB of 500, 750 MB of 5000, where two groups of one layer are held at a time")
          @Default("500")
          @Range(min = 10, max = 5000)
          @Unit("items")
          int most,
      @Doc("Draws of the bootstrap") @Default("500") @Range(min = 100, max = 100_000) @Unit("draws")
          int resamples) {}

  @Inject
  Alignment(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (!LabelRules.severalClasses(design, "between", config.between(), problems)) {
      return;
    }
    Groups groups = Groups.of(design, config.between());
    if (groups.count() > MOST_GROUPS) {
      problems.error(
          "between",
          "label %s has %d classes in these prompts, but alignment compares at most %d groups, each with each; leave some out by the data set's 'filter'"
              .formatted(Quoted.of(config.between()), groups.count(), MOST_GROUPS));
      return;
    }
    Counterparts.check(design.prompts(), groups, config.item(), problems);
    config
        .cluster()
        .filter(label -> !problems.hasErrors() && clusters(design, groups, label).isEmpty())
        .ifPresent(
            label ->
                problems.error(
                    "cluster",
                    "label %s differs among the prompts of an item; name one that all prompts of an item share"
                        .formatted(Quoted.of(label))));
  }

  private Optional<int[]> clusters(StudyDesign design, Groups groups, String label) {
    return Counterparts.of(design.prompts(), groups, config.item())
        .clusters(design.prompts().label(label));
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.between());
    Counterparts items =
        Counterparts.of(study.design().prompts(), groups, config.item())
            .atMost(config.most(), seeds.random("items"));
    int[] clusters =
        config
            .cluster()
            .flatMap(label -> items.clusters(study.design().prompts().label(label)))
            .orElseGet(() -> IntStream.range(0, items.count()).toArray());
    PairMeasure measure =
        new PairMeasure(
            items,
            config.metric(),
            new Bootstrap(clusters, config.resamples(), () -> seeds.random("bootstrap")),
            new Bootstrap(items.count(), config.resamples(), () -> seeds.random("bootstrap")),
            seeds.random("shuffles"),
            PairMeasure.MOST_KEPT);
    List<LayerAlignment> layers = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      Function<Integer, LayerAlignment> align =
          layer -> LayerAlignment.of(component, layer, activations.layer(layer), measure);
      layers.addAll(
          measure.keepsGroups()
              ? parallel.map(activations.layers(), align)
              : activations.layers().stream().map(align).toList());
    }
    AlignmentReport report = new AlignmentReport(layers, groups, items.count(), config.metric());
    report.record(findings);
    study.design().components().forEach(component -> report.draw(component, findings));
    findings.headline(75, report.sentence(), report.overview());
  }
}
