package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
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
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.measure.PermutationTest;
import dev.lamina.plugins.statistics.measure.Sparseness;
import dev.lamina.plugins.statistics.measure.TestedDifference;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Whether few entries carry a representation. At each layer, as means over prompts, {@code hoyer},
 * {@code gini} and {@code kurtosis} ({@link Sparseness}); and {@code participation_ratio}, the
 * number of dimensions over which the prompts spread ({@link
 * dev.lamina.plugins.statistics.spectrum.ParticipationRatio}). Of all prompts and of each class of
 * a label; with {@code .overall} at the end of the name and without layer, the mean over layers.
 *
 * <p>For a label of two classes each of the first three also has {@code .difference} (first class
 * minus second: true minus false), {@code .effect_size} (Cohen's d) and {@code .p_value}, that of a
 * permutation test, unadjusted; the table {@code tests} has it after Benjamini and Hochberg over
 * all layers, components and measures.
 */
@Doc(
    """
    Whether few entries carry a representation, a layer and component, for all prompts and for each class of a label. \
    As means over prompts: hoyer (0 of equal entries, 1 of a single one), gini (0 of equal entries, near 1 of a single \
    one) and kurtosis (excess; 0 of normal numbers). participation_ratio is the number of dimensions over which prompts \
    spread; it grows with the number of prompts, so compare groups of like size. With .overall at the end of the name, \
    the mean over layers. For a label of two classes hoyer, gini and kurtosis also have .difference (first class minus \
    second: true minus false), .effect_size (Cohen's d) and .p_value (permutation test); the table of tests has the p \
    values after Benjamini and Hochberg too. The share of entries near zero is activation-stats' sparsity.""")
@Citation({
  "Hoyer 2004, Non-negative Matrix Factorization with Sparseness Constraints, JMLR 5, section 3.1",
  "Hurley and Rickard 2009, Comparing Measures of Sparsity, IEEE Transactions on Information Theory"
      + " 55(10), equation 2; arXiv:0811.4706",
  "Gao et al. 2017, A theory of multineuronal dimensionality, dynamics and measurement, equation 5;"
      + " bioRxiv 214262",
  "Phipson and Smyth 2010, Permutation P-values Should Never Be Zero; Benjamini and Hochberg 1995,"
      + " Controlling the False Discovery Rate"
})
@Example("- {type: sparsity, by: is_true}")
public final class Sparsity implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to measure. */
  public record Config(
      @Doc("Label whose classes are measured apart") @LabelName @Default("is_true") String by,
      @Doc(
              "Permutations of the labels; the smallest p value they can give is 1 / (permutations + 1)")
          @Default("1000")
          @Range(min = 19, max = 1_000_000)
          @Unit("permutations")
          int permutations) {}

  @Inject
  Sparsity(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (LabelRules.severalClassesOrNoLabel(design, config.by(), problems)) {
      Groups groups = Groups.of(design, config.by());
      LabelRules.notTooMany(groups, "", problems);
      if (!groups.unlabelled()) {
        LabelRules.twoPromptsEach(groups, "a participation ratio", problems);
      }
      if (groups.count() == 2) {
        LabelRules.enoughToTest(groups, problems);
      }
    }
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.by());
    List<LayerSparsity> layers = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      layers.addAll(
          parallel.map(
              activations.layers(),
              layer -> LayerSparsity.of(component, layer, activations.layer(layer), groups)));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Component component : study.design().components()) {
      List<LayerSparsity> of =
          layers.stream().filter(layer -> layer.component() == component).toList();
      for (SparsityNumber number : SparsityNumber.of(groups)) {
        record(of, number, SparsityNumber.ALL, "", rows, findings);
        for (int group = 0; !groups.unlabelled() && group < groups.count(); group++) {
          record(of, number, group, groups.metricGroup(group), rows, findings);
        }
      }
    }
    findings.table("", new Table(List.of("component", "layer", "group", "measure", "value"), rows));
    List<SparsityDifference> tests = groups.count() == 2 ? test(layers, groups) : List.of();
    if (!tests.isEmpty()) {
      record(tests, findings);
    }
    SparsityReport report = new SparsityReport(layers, tests, groups, config.permutations());
    study.design().components().forEach(component -> report.draw(component, findings));
    findings.headline(60, report.sentence(), report.overview());
  }

  /** A number of each layer, and their mean. */
  private static void record(
      List<LayerSparsity> layers,
      SparsityNumber number,
      int group,
      String metricGroup,
      List<List<Object>> rows,
      Findings findings) {
    Component component = layers.get(0).component();
    String name = number.id();
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    for (LayerSparsity layer : layers) {
      double value = number.value().of(layer, group);
      all.accept(value);
      findings.metric(Metric.ofLayer(component, layer.layer(), name, value).in(metricGroup));
      rows.add(List.of(component.id(), layer.layer(), metricGroup, name, value));
    }
    double mean = all.getAverage();
    findings.metric(Metric.ofComponent(component, name + ".overall", mean).in(metricGroup));
    rows.add(List.of(component.id(), "", metricGroup, name, mean));
  }

  private List<SparsityDifference> test(List<LayerSparsity> layers, Groups groups) {
    List<double[]> variables = new ArrayList<>();
    for (LayerSparsity layer : layers) {
      for (Sparseness measure : Sparseness.values()) {
        variables.add(layer.values(measure));
      }
    }
    List<TestedDifference> tested =
        TestedDifference.of(
            variables, groups, new PermutationTest(seeds, parallel, config.permutations()));
    List<SparsityDifference> tests = new ArrayList<>();
    for (LayerSparsity layer : layers) {
      for (Sparseness measure : Sparseness.values()) {
        TestedDifference of = tested.get(tests.size());
        tests.add(
            new SparsityDifference(
                layer.component(), layer.layer(), measure, of.means(), of.pValue(), of.adjusted()));
      }
    }
    return tests;
  }

  private static void record(List<SparsityDifference> tests, Findings findings) {
    for (SparsityDifference test : tests) {
      findings.metric(test.metric("difference", test.means().difference()));
      findings.metric(test.metric("effect_size", test.means().effectSize()));
      findings.metric(test.metric("p_value", test.pValue()));
    }
    findings.table(
        "tests",
        new Table(
            SparsityDifference.COLUMNS, tests.stream().map(SparsityDifference::cells).toList()));
  }
}
