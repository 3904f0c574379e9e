package dev.lamina.plugins.statistics;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.BarChart.Series;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.group.Groups;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How layer differences are told and drawn.
 *
 * @param layers all layers of all components
 */
record LayerDifferencesReport(
    List<LayerDifference> layers, Groups groups, LayerDifferences.Config config) {

  /** The conventional rate of false discoveries below which a layer is said to differ. */
  private static final double RATE = 0.05;

  /** The normal distribution's 97.5% point, for 95% intervals. */
  private static final double NORMAL_975 = 1.959964;

  /** Of each component's largest difference, the one with the largest effect size. */
  LayerDifference strongest() {
    return layers.stream()
        .filter(of -> of.rank() == 1)
        .max(Comparator.comparingDouble(LayerDifferencesReport::effect))
        .orElseThrow();
  }

  private static double effect(LayerDifference of) {
    double effect = Math.abs(of.norms().effectSize());
    return Double.isNaN(effect) ? 0 : effect;
  }

  String sentence() {
    LayerDifference of = strongest();
    String numbers =
        "%s (%s%%), d = %s, p = %s of %d permutations, %s after Benjamini-Hochberg over %s"
            .formatted(
                Numbers.signed(of.norms().difference()),
                Numbers.signed(of.norms().percent()),
                Numbers.plain(of.norms().effectSize()),
                Numbers.p(of.pValue()),
                config.permutations(),
                Numbers.p(of.adjusted()),
                family());
    String classes = groups.name(0) + " and " + groups.name(1);
    long found = layers.stream().filter(layer -> layer.adjusted() <= RATE).count();
    if (found == 0) {
      return "No layer's L2 norms differ between %s prompts beyond chance; the largest difference, at layer %d of %s, is %s."
          .formatted(classes, of.layer(), of.component(), numbers);
    }
    return "The L2 norms of %s prompts differ most at layer %d of %s: %s; %d of %d layers differ beyond chance (adjusted p at most %s)."
        .formatted(
            classes, of.layer(), of.component(), numbers, found, layers.size(), Numbers.p(RATE));
  }

  private String family() {
    long components = layers.stream().map(LayerDifference::component).distinct().count();
    String tests = layers.size() == 1 ? "1 layer" : layers.size() + " layers";
    return components == 1 ? tests : "%s of %d components".formatted(tests, components);
  }

  /** The difference by layer, the largest marked by an asterisk unless all are. */
  Figure figure(Component component) {
    List<LayerDifference> shown =
        layers.stream().filter(of -> of.component() == component).toList();
    double[] differences = shown.stream().mapToDouble(of -> of.norms().difference()).toArray();
    Band intervals = new Band(ends(shown, -NORMAL_975), ends(shown, NORMAL_975));
    boolean marked = config.top() < shown.size();
    String measure = "%s minus %s (with 95%% interval)".formatted(groups.name(0), groups.name(1));
    return new BarChart(
        "L2 norm difference by layer, " + component,
        Axis.of(marked ? "layer (* %d largest)".formatted(config.top()) : "layer"),
        Axis.of(measure),
        shown.stream()
            .map(of -> of.layer() + (marked && of.rank() <= config.top() ? "*" : ""))
            .toList(),
        List.of(new Series(measure, differences, Optional.of(intervals))));
  }

  /** The differences and so many standard errors. */
  private static double[] ends(List<LayerDifference> of, double errors) {
    return of.stream()
        .mapToDouble(layer -> layer.norms().difference() + errors * layer.norms().standardError())
        .toArray();
  }
}
