package dev.lamina.plugins.statistics;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.measure.Sparseness;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How sparsity is told and drawn.
 *
 * @param layers all layers of all components
 * @param tests empty unless there are two groups
 */
record SparsityReport(
    List<LayerSparsity> layers, List<SparsityDifference> tests, Groups groups, int permutations) {

  /** The conventional rate of false discoveries below which classes are said to differ. */
  private static final double RATE = 0.05;

  /** The figures of a component, one a measure. */
  void draw(Component component, Findings findings) {
    for (Sparseness measure : Sparseness.values()) {
      findings.figure(measure.id() + "." + component, figure(component, measure));
    }
    DepthChart chart =
        new DepthChart(
            "Dimensions of the prompts' spread, " + component, Axis.of("participation ratio"));
    List<LayerSparsity> shown = of(component);
    if (groups.unlabelled()) {
      line(chart, "", shown, layer -> layer.dimensions()[0]);
    } else {
      for (int group : groups.drawn()) {
        line(chart, groups.name(group), shown, layer -> layer.dimensions()[group + 1]);
      }
    }
    findings.figure("participation_ratio." + component, chart.figure());
  }

  private Figure figure(Component component, Sparseness measure) {
    DepthChart chart =
        new DepthChart(measure.title() + ", " + component, Axis.of("mean over prompts"));
    List<LayerSparsity> shown = of(component);
    if (groups.unlabelled()) {
      line(chart, "", shown, layer -> layer.mean(measure));
    } else {
      for (int group : groups.drawn()) {
        int[] members = groups.members(group);
        line(chart, groups.name(group), shown, layer -> layer.mean(measure, members));
      }
    }
    return chart.figure();
  }

  private List<LayerSparsity> of(Component component) {
    return layers.stream().filter(layer -> layer.component() == component).toList();
  }

  private static void line(
      DepthChart chart,
      String name,
      List<LayerSparsity> layers,
      ToDoubleFunction<LayerSparsity> number) {
    chart.line(
        name,
        layers.stream().map(LayerSparsity::layer).toList(),
        layers.stream().mapToDouble(number).toArray());
  }

  /** The figure that the sentence is about. */
  Figure overview() {
    return tests.isEmpty()
        ? figure(sparsest().component(), Sparseness.HOYER)
        : figure(strongest().component(), strongest().measure());
  }

  private LayerSparsity sparsest() {
    return layers.stream()
        .max(
            Comparator.comparingDouble(
                layer -> {
                  double hoyer = layer.mean(Sparseness.HOYER);
                  return Double.isNaN(hoyer) ? -1 : hoyer; // of a layer that is all 0
                }))
        .orElseThrow();
  }

  private SparsityDifference strongest() {
    return tests.stream().max(Comparator.comparingDouble(SparsityDifference::effect)).orElseThrow();
  }

  String sentence() {
    LayerSparsity most = sparsest();
    String place =
        "Activations are sparsest at layer %d of %s: Hoyer %s, Gini %s, excess kurtosis %s"
            .formatted(
                most.layer(),
                most.component(),
                Numbers.plain(most.mean(Sparseness.HOYER)),
                Numbers.plain(most.mean(Sparseness.GINI)),
                Numbers.plain(most.mean(Sparseness.KURTOSIS)));
    return tests.isEmpty() ? place + "." : place + "; " + difference() + ".";
  }

  private String difference() {
    SparsityDifference of = strongest();
    long found = tests.stream().filter(test -> test.adjusted() <= RATE).count();
    String classes = groups.name(0) + " and " + groups.name(1);
    String numbers =
        "%s at layer %d of %s, %s against %s, d = %s, p = %s of %d permutations, %s after Benjamini-Hochberg"
            .formatted(
                of.measure().id(),
                of.layer(),
                of.component(),
                Numbers.plain(of.means().first().mean()),
                Numbers.plain(of.means().second().mean()),
                Numbers.plain(of.means().effectSize()),
                Numbers.p(of.pValue()),
                permutations,
                Numbers.p(of.adjusted()));
    return found == 0
        ? "%s prompts do not differ beyond chance in any of %d tests (most in %s)"
            .formatted(classes, tests.size(), numbers)
        : "%s prompts differ in %d of %d tests, most in %s"
            .formatted(classes, found, tests.size(), numbers);
  }
}
