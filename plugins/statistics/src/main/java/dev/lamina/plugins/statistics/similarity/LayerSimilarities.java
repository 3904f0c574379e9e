package dev.lamina.plugins.statistics.similarity;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.item.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How alike the layers of a component are, pair by pair.
 *
 * @param layers ascending, two or more
 * @param values [layers, layers], symmetric
 * @param measure what figures call the similarity: {@code CKA}
 * @param intervals of the similarities that are told; empty for none
 */
public record LayerSimilarities(
    Component component,
    List<Integer> layers,
    double[][] values,
    String measure,
    Optional<Intervals> intervals) {

  /**
   * The similarities that have intervals.
   *
   * @param next of each layer but the last to the following one
   */
  public record Intervals(List<Estimate> next, Estimate firstToLast) {}

  /** Similarities without intervals. */
  public LayerSimilarities(
      Component component, List<Integer> layers, double[][] values, String measure) {
    this(component, layers, values, measure, Optional.empty());
  }

  /**
   * Records a layer's similarity to the {@code next}, and a component's least one, {@code
   * next.lowest}, with its layer and {@code first_to_last}.
   *
   * @return a row a pair of layers: component, layer, other layer, similarity
   */
  public List<List<Object>> record(Findings findings) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      for (int j = 0; j < layers.size(); j++) {
        rows.add(List.of(component.id(), layers.get(i), layers.get(j), values[i][j]));
      }
      if (i + 1 < layers.size()) {
        findings.metric(Metric.ofLayer(component, layers.get(i), "next", values[i][i + 1]));
      }
    }
    int lowest = lowest();
    findings.metric(Metric.ofComponent(component, "next.lowest", values[lowest][lowest + 1]));
    findings.metric(Metric.ofComponent(component, "next.lowest_layer", layers.get(lowest)));
    findings.metric(Metric.ofComponent(component, "first_to_last", values[0][values.length - 1]));
    intervals.ifPresent(of -> record(of, findings));
    return rows;
  }

  private void record(Intervals of, Findings findings) {
    for (int i = 0; i < of.next().size(); i++) {
      int layer = layers.get(i);
      findings.metric(Metric.ofLayer(component, layer, "next.low", of.next().get(i).low()));
      findings.metric(Metric.ofLayer(component, layer, "next.high", of.next().get(i).high()));
    }
    findings.metric(Metric.ofComponent(component, "first_to_last.low", of.firstToLast().low()));
    findings.metric(Metric.ofComponent(component, "first_to_last.high", of.firstToLast().high()));
  }

  /** {@code [0.84, 0.93]} after a space, or nothing. */
  private String told(Function<Intervals, Estimate> which) {
    return intervals
        .map(which)
        .filter(of -> !Double.isNaN(of.low()))
        .map(of -> " [%s, %s]".formatted(Numbers.plain(of.low()), Numbers.plain(of.high())))
        .orElse("");
  }

  /** The place of the layer behind which representations change most. */
  private int lowest() {
    int lowest = 0;
    for (int i = 1; i + 1 < values.length; i++) {
      if (values[i][i + 1] < values[lowest][lowest + 1]
          || Double.isNaN(values[lowest][lowest + 1])) {
        lowest = i;
      }
    }
    return lowest;
  }

  /** The component that changes most from one layer to the next. */
  public static LayerSimilarities changing(List<LayerSimilarities> components) {
    return components.stream()
        .min(Comparator.comparingDouble(of -> of.values[of.lowest()][of.lowest() + 1]))
        .orElseThrow();
  }

  /**
   * Where it changes most: {@code from layer 3 to 4 of resid_post: CKA with a linear kernel 0.9
   * (...), from the first to the last layer 0.4}.
   *
   * @param name the similarity's name
   * @param note what a value of 1 means
   */
  public String change(String name, String note) {
    int lowest = lowest();
    return "from layer %d to %d of %s: %s %s%s (%s), from the first to the last layer %s%s"
        .formatted(
            layers.get(lowest),
            layers.get(lowest + 1),
            component,
            name,
            Numbers.plain(values[lowest][lowest + 1]),
            told(of -> of.next().get(lowest)),
            note,
            Numbers.plain(values[0][values.length - 1]),
            told(Intervals::firstToLast));
  }

  /** Layers from the bottom up, as they are in the model. */
  public Heatmap figure() {
    List<String> names = layers.stream().map(String::valueOf).toList();
    List<String> upwards = new ArrayList<>(names);
    Collections.reverse(upwards);
    boolean negative =
        Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(value -> value < 0);
    double[][] shown = new double[values.length][];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = values[values.length - 1 - i];
    }
    return new Heatmap(
            "Similarity of layers, " + component,
            Axis.layers(),
            Axis.layers(),
            names,
            upwards,
            List.of(),
            shown,
            Axis.of(measure),
            negative ? Heatmap.Palette.DIVERGING : Heatmap.Palette.SEQUENTIAL)
        .within(negative ? -1 : 0, 1)
        .numbered(2);
  }
}
