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

  /** The figures of a component, one a number. */
  void draw(Component component, Findings findings) {
    for (SparsityNumber number : SparsityNumber.of(groups)) {
      findings.figure(number.id() + "." + component, figure(component, number));
    }
  }

  private Figure figure(Component component, Sparseness measure) {
    return figure(component, SparsityNumber.of(measure, groups));
  }

  private Figure figure(Component component, SparsityNumber number) {
    DepthChart chart = new DepthChart(number.title() + ", " + component, Axis.of(number.axis()));
    List<LayerSparsity> shown =
        layers.stream().filter(layer -> layer.component() == component).toList();
    List<Integer> depths = shown.stream().map(LayerSparsity::layer).toList();
    for (int group : groups.unlabelled() ? List.of(SparsityNumber.ALL) : groups.drawn()) {
      String name = group == SparsityNumber.ALL ? "" : groups.name(group);
      chart.line(
          name,
          depths,
          shown.stream().mapToDouble(layer -> number.value().of(layer, group)).toArray());
    }
    return chart.figure();
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
