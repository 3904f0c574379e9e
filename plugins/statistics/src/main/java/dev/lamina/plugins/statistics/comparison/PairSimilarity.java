package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.similarity.CrossSimilarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How alike the layers of two runs are.
 *
 * @param firstLayers ascending
 * @param secondLayers ascending
 * @param partners for each layer of the first the place of the second's at the same relative depth
 * @param found values [firstLayers, secondLayers]
 */
record PairSimilarity(
    ComparedRun first,
    ComparedRun second,
    Component component,
    List<Integer> firstLayers,
    List<Integer> secondLayers,
    int[] partners,
    CrossSimilarity.Layers found) {

  /** The pair's name, in metrics and legends. */
  String name() {
    return first.name() + " vs " + second.name();
  }

  /**
   * Records, for each layer of the first run, {@code same_depth}, the similarity to the second's
   * layer at the same relative depth, {@code shuffled}, the same with the prompts in another order,
   * {@code best}, the largest of all, and {@code best_layer}, the second's layer that has it; of
   * the pair the means of the first three, and {@code matched}, for how many layers, as a share,
   * the most similar one is that at the same depth.
   */
  void record(Findings findings) {
    for (int i = 0; i < partners.length; i++) {
      metric(findings, i, "same_depth", sameDepth(i));
      metric(findings, i, "shuffled", found.shuffled()[i]);
      metric(findings, i, "best", found.values()[i][best(i)]);
      metric(findings, i, "best_layer", secondLayers.get(best(i)));
    }
    metric(findings, "same_depth.mean", sameDepth());
    metric(findings, "shuffled.mean", shuffled());
    metric(findings, "best.mean", best());
    metric(findings, "matched", matched());
  }

  private void metric(Findings findings, int place, String name, double value) {
    findings.metric(Metric.ofLayer(component, firstLayers.get(place), name, value).in(name()));
  }

  private void metric(Findings findings, String name, double value) {
    findings.metric(Metric.ofComponent(component, name, value).in(name()));
  }

  private double sameDepth(int place) {
    return found.values()[place][partners[place]];
  }

  /** The place of the most similar layer of the second; the first one of several, NaN is least. */
  private int best(int place) {
    double[] values = found.values()[place];
    int best = 0;
    for (int other = 1; other < values.length; other++) {
      if (values[other] > values[best] || Double.isNaN(values[best])) {
        best = other;
      }
    }
    return best;
  }

  /** The mean similarity at the same relative depth. */
  double sameDepth() {
    return mean(this::sameDepth);
  }

  /** The mean similarity at the same relative depth with the prompts in another order. */
  double shuffled() {
    return mean(place -> found.shuffled()[place]);
  }

  /** The mean similarity of a layer of the first to the most similar one of the second. */
  double best() {
    return mean(place -> found.values()[place][best(place)]);
  }

  /** The share of layers whose most similar one lies at the same relative depth. */
  double matched() {
    return mean(place -> !Double.isNaN(sameDepth(place)) && best(place) == partners[place] ? 1 : 0);
  }

  private double mean(IntToDoubleFunction value) {
    return IntStream.range(0, partners.length)
        .mapToDouble(value)
        .filter(number -> !Double.isNaN(number))
        .average()
        .orElse(Double.NaN);
  }

  /** How many layers of the first there are. */
  int layers() {
    return partners.length;
  }

  /** A row a pair of layers: component, runs, layers, depths, similarity. */
  List<List<Object>> rows() {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < firstLayers.size(); i++) {
      for (int j = 0; j < secondLayers.size(); j++) {
        rows.add(
            List.of(
                first.name(),
                second.name(),
                firstLayers.get(i),
                secondLayers.get(j),
                first.depth(firstLayers.get(i)).orElse(0),
                second.depth(secondLayers.get(j)).orElse(0),
                found.values()[i][j]));
      }
    }
    return rows;
  }

  /** The similarity at the same relative depth, by layer of the first. */
  SortedMap<Integer, Double> curve() {
    SortedMap<Integer, Double> curve = new TreeMap<>();
    for (int i = 0; i < partners.length; i++) {
      curve.put(firstLayers.get(i), sameDepth(i));
    }
    return curve;
  }

  /** The layers of the first from the bottom up, as they are in the model, over the second's. */
  Heatmap figure(String measure) {
    List<String> upwards = new ArrayList<>(firstLayers.stream().map(String::valueOf).toList());
    Collections.reverse(upwards);
    double[][] shown = Arrays.copyOf(found.values(), found.values().length);
    Collections.reverse(Arrays.asList(shown));
    return new Heatmap(
            "Similarity of layers, " + component,
            new Axis("layer of " + second.name(), Axis.Scale.INTEGER),
            new Axis("layer of " + first.name(), Axis.Scale.INTEGER),
            secondLayers.stream().map(String::valueOf).toList(),
            upwards,
            List.of(),
            shown,
            Axis.of(measure),
            Heatmap.Palette.SEQUENTIAL)
        .within(0, 1)
        .numbered(2);
  }
}
