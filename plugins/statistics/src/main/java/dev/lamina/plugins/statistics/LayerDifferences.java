package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Activations;
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
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.group.LabelRules;
import dev.lamina.plugins.statistics.measure.Magnitude;
import dev.lamina.plugins.statistics.measure.PermutationTest;
import dev.lamina.plugins.statistics.measure.TestedDifference;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers whose L2 norms differ most between the two classes of a label. A layer has
 *
 * <ul>
 *   <li>{@code difference}: mean norm of the first class minus that of the second (true minus
 *       false);
 *   <li>{@code effect_size}: Cohen's d, the difference in pooled standard deviations (ddof 1); NaN
 *       without spread;
 *   <li>{@code p_value}: of a two-sided permutation test, {@code (b + 1) / (m + 1)}; prompts are
 *       taken as exchangeable, which for facts paired with counterfactuals errs on the safe side;
 *   <li>{@code rank} by |difference| among the component's layers, 1 being the largest.
 * </ul>
 *
 * <p>The table adds {@code p_adjusted}, Benjamini and Hochberg's over all layers of all components
 * of the analysis.
 */
@Doc(
    """
    The layers whose activations' L2 norms differ most between the two classes of a label, with effect size and p value. \
    difference = mean norm of the first class minus that of the second (true minus false), in the activations' own \
    unit; effect_size = Cohen's d, difference / pooled standard deviation (ddof 1); p_value = (b + 1) / (m + 1), b of \
    m permutations of the labels having a difference at least as large in size; rank = 1 for the component's layer of \
    the largest |difference|. The table adds p_adjusted, by Benjamini and Hochberg over all layers and components.""")
@Citation({
  "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, 2nd ed., section 2.5",
  "Phipson and Smyth 2010, Permutation P-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9(1)",
  "Benjamini and Hochberg 1995, Controlling the false discovery rate, J. R. Stat. Soc. B 57(1)"
})
@Example("- {type: layer-differences, by: is_true, top: 3, permutations: 10000}")
public final class LayerDifferences implements Analysis {

  private final Config config;
  private final Seeds seeds;
  private final Parallel parallel;

  /** What to compare. */
  public record Config(
      @Doc("Label of two classes") @LabelName @Default("is_true") String by,
      @Doc("Layers of each component that are marked as its largest differences")
          @Default("3")
          @Range(min = 1, max = 1000)
          @Unit("layers")
          int top,
      @Doc(
              "Permutations of the labels; the smallest p value they can give is 1 / (permutations + 1)")
          @Default("1000")
          @Range(min = 19, max = 1_000_000)
          @Unit("permutations")
          int permutations) {}

  @Inject
  LayerDifferences(Config config, Seeds seeds, Parallel parallel) {
    this.config = config;
    this.seeds = seeds;
    this.parallel = parallel;
  }

  @Override
  public void check(StudyDesign design, Problems problems) {
    if (!LabelRules.severalClasses(design, config.by(), problems)) {
      return;
    }
    Groups groups = Groups.of(design, config.by());
    if (groups.count() > 2) {
      problems.error(
          "by",
          "label %s has %d classes in these %d prompts, but layer-differences compares exactly two; set 'by' to a label of two classes or use group-comparison"
              .formatted(Quoted.of(config.by()), groups.count(), design.prompts().size()));
      return;
    }
    LabelRules.twoPromptsEach(groups, "an effect size", problems);
  }

  @Override
  public void analyze(Study study, Findings findings) {
    Groups groups = Groups.of(study.design(), config.by());
    LayerDifferencesReport report =
        new LayerDifferencesReport(compare(study, groups), groups, config);
    List<List<Object>> rows = new ArrayList<>();
    for (LayerDifference of : report.layers()) {
      findings.metric(of.metric("difference", of.norms().difference()));
      findings.metric(of.metric("effect_size", of.norms().effectSize()));
      findings.metric(of.metric("p_value", of.pValue()));
      findings.metric(of.metric("rank", of.rank()));
      rows.add(of.cells());
    }
    findings.table("", new Table(LayerDifference.COLUMNS, rows));
    for (Component component : study.design().components()) {
      findings.figure(component.id(), report.figure(component));
    }
    Component strongest = report.strongest().component();
    findings.headline(70, report.sentence(), report.figure(strongest));
  }

  private List<LayerDifference> compare(Study study, Groups groups) {
    List<Place> places = new ArrayList<>();
    for (Component component : study.design().components()) {
      Activations activations = study.activations(component);
      activations.layers().forEach(layer -> places.add(new Place(activations, layer)));
    }
    List<double[]> norms = parallel.map(places, Place::norms);
    List<TestedDifference> tested =
        TestedDifference.of(
            norms, groups, new PermutationTest(seeds, parallel, config.permutations()));
    List<LayerDifference> layers = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      TestedDifference of = tested.get(i);
      layers.add(
          new LayerDifference(
              places.get(i).activations().component(),
              places.get(i).layer(),
              of.means(),
              of.pValue(),
              of.adjusted(),
              0));
    }
    return LayerDifference.ranked(layers);
  }

  private record Place(Activations activations, int layer) {

    double[] norms() {
      return Magnitude.L2_NORM.ofRows(activations.layer(layer));
    }
  }
}
