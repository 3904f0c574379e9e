package dev.lamina.plugins.statistics.alignment;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Axis.Scale;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Heatmap.Palette;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.statistics.alignment.LayerAlignment.PairAlignment;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.group.Groups;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The figures of a component.
 *
 * @param layers all of them, ascending
 */
record AlignmentFigures(
    Component component, List<LayerAlignment> layers, Groups groups, int items) {

  /** The share of counterparts found, with and without the groups' means. */
  Figure retrieval() {
    DepthChart chart =
        new DepthChart(
            "Counterparts found by layer, " + component,
            new Axis("share nearest to their counterpart", Scale.UNIT_INTERVAL));
    add(chart, "group means taken out", AlignmentNumber.TOP1_CENTRED);
    add(chart, "as they are", AlignmentNumber.TOP1);
    double[] chance = new double[layers.size()];
    Arrays.fill(chance, 1.0 / items);
    return chart.chance("chance", depths(), chance).figure();
  }

  /** How alike the groups' geometry is. */
  Figure similarity() {
    DepthChart chart =
        new DepthChart(
            "Likeness of groups by layer, " + component, Axis.of("similarity or disparity"));
    add(chart, "CKA", AlignmentNumber.CKA);
    add(chart, "RSA", AlignmentNumber.RSA);
    return chart
        .line("Procrustes disparity", depths(), values(AlignmentNumber.PROCRUSTES))
        .control(
            "disparity of shuffled items", depths(), values(AlignmentNumber.PROCRUSTES_SHUFFLED))
        .figure();
  }

  /** Every pair of groups at a layer. */
  Figure pairs(LayerAlignment layer) {
    List<String> names = IntStream.range(0, groups.count()).mapToObj(groups::name).toList();
    double[][] values = new double[names.size()][names.size()];
    for (double[] row : values) {
      Arrays.fill(row, Double.NaN);
    }
    for (PairAlignment pair : layer.pairs()) {
      double value = AlignmentNumber.TOP1_CENTRED.of(pair).value();
      values[pair.first()][pair.second()] = value;
      values[pair.second()][pair.first()] = value;
    }
    String label = Quoted.bare(groups.label());
    return new Heatmap(
            "Counterparts found at layer %d, %s".formatted(layer.layer(), component),
            Axis.of(label),
            Axis.of(label),
            names,
            names,
            List.of(),
            values,
            Axis.of("share (group means taken out)"),
            Palette.SEQUENTIAL)
        .within(0, 1)
        .numbered(2);
  }

  private void add(DepthChart chart, String name, AlignmentNumber number) {
    chart.estimates(name, depths(), layers.stream().map(layer -> layer.mean(number)).toList());
  }

  private List<Integer> depths() {
    return layers.stream().map(LayerAlignment::layer).toList();
  }

  private double[] values(AlignmentNumber number) {
    return layers.stream().mapToDouble(layer -> layer.mean(number).value()).toArray();
  }
}
