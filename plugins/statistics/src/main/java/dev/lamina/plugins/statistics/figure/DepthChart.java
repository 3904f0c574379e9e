package dev.lamina.plugins.statistics.figure;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.plugins.statistics.item.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A quantity over the depth of a model: lines, or bars where there is only one layer. */
public final class DepthChart {

  private final String title;
  private final Axis measure;
  private final List<Curve> curves = new ArrayList<>();

  /**
   * A quantity by layer.
   *
   * @param name empty for that of all prompts where it is alone
   * @param layers ascending
   * @param values one a layer
   * @param band one a layer
   */
  private record Curve(
      String name, List<Integer> layers, double[] values, Optional<Band> band, Role role) {}

  /** Begins a chart with the quantity's name and unit on its vertical axis. */
  public DepthChart(String title, Axis measure) {
    this.title = title;
    this.measure = measure;
  }

  /** Adds a result, with one value a layer. */
  public DepthChart line(String name, List<Integer> layers, double[] values) {
    curves.add(new Curve(name, layers, values, Optional.empty(), Role.DATA));
    return this;
  }

  /** Adds a result with a band from {@code values - spread} to {@code values + spread}. */
  public DepthChart band(String name, List<Integer> layers, double[] values, double[] spread) {
    double[] low = new double[values.length];
    double[] high = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      low[i] = values[i] - spread[i];
      high[i] = values[i] + spread[i];
    }
    return band(name, layers, values, new Band(low, high));
  }

  /** Adds a result with a band of any shape. */
  public DepthChart band(String name, List<Integer> layers, double[] values, Band band) {
    curves.add(new Curve(name, layers, values, Optional.of(band), Role.DATA));
    return this;
  }

  /** Adds a result with its 95% interval, one estimate a layer. */
  public DepthChart estimates(String name, List<Integer> layers, List<Estimate> estimates) {
    double[] low = estimates.stream().mapToDouble(Estimate::low).toArray();
    double[] high = estimates.stream().mapToDouble(Estimate::high).toArray();
    return band(
        name,
        layers,
        estimates.stream().mapToDouble(Estimate::value).toArray(),
        new Band(low, high));
  }

  /** Adds another result to compare with. */
  public DepthChart reference(String name, List<Integer> layers, double[] values) {
    return add(name, layers, values, Role.REFERENCE);
  }

  /** Adds the same, measured where there is nothing to find. */
  public DepthChart control(String name, List<Integer> layers, double[] values) {
    return add(name, layers, values, Role.CONTROL);
  }

  /** Adds what is found without knowing anything. */
  public DepthChart chance(String name, List<Integer> layers, double[] values) {
    return add(name, layers, values, Role.CHANCE);
  }

  private DepthChart add(String name, List<Integer> layers, double[] values, Role role) {
    curves.add(new Curve(name, layers, values, Optional.empty(), role));
    return this;
  }

  /** The chart: bars if no curve has a second layer. */
  public Figure figure() {
    return curves.stream().allMatch(curve -> curve.layers().size() == 1) ? bars() : lines();
  }

  private Figure bars() {
    List<String> names =
        curves.stream().map(c -> c.name().isEmpty() ? "all prompts" : c.name()).toList();
    double[] values = curves.stream().mapToDouble(curve -> curve.values()[0]).toArray();
    String layers =
        String.join(
            ", ", curves.stream().map(c -> c.layers().get(0).toString()).distinct().toList());
    return new BarChart(
        title,
        Axis.of("layer " + layers),
        measure,
        names,
        List.of(new BarChart.Series(measure.label(), values, intervals())));
  }

  /** That of each curve, NaN for those without; none if no curve has a band. */
  private Optional<Band> intervals() {
    return curves.stream().anyMatch(curve -> curve.band().isPresent())
        ? Optional.of(new Band(ends(Band::low), ends(Band::high)))
        : Optional.empty();
  }

  private double[] ends(Function<Band, double[]> end) {
    return curves.stream()
        .mapToDouble(curve -> curve.band().map(end).map(of -> of[0]).orElse(Double.NaN))
        .toArray();
  }

  private Figure lines() {
    int[] layers =
        curves.stream().flatMapToInt(c -> c.layers().stream().mapToInt(i -> i)).toArray();
    double[] ends = {
      Arrays.stream(layers).min().orElseThrow(), Arrays.stream(layers).max().orElseThrow()
    };
    return new LineChart(
        title, Axis.layers(), measure, curves.stream().map(curve -> drawn(curve, ends)).toList());
  }

  /** What exists once a model is a level line with a level band, to hold the others against. */
  private static Line drawn(Curve curve, double[] ends) {
    if (curve.layers().size() == 1) {
      Optional<Band> band = curve.band().map(of -> new Band(level(of.low()), level(of.high())));
      Role role = curve.role() == Role.DATA ? Role.REFERENCE : curve.role();
      return new Line(curve.name(), ends.clone(), level(curve.values()), band, role);
    }
    double[] layers = curve.layers().stream().mapToDouble(layer -> layer).toArray();
    return new Line(curve.name(), layers, curve.values(), curve.band(), curve.role());
  }

  private static double[] level(double[] single) {
    return new double[] {single[0], single[0]};
  }
}
