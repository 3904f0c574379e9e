package dev.lamina.plugins.statistics.alignment;

import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.item.Estimate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How alike the groups are represented at a layer.
 *
 * @param pairs every pair of groups once
 * @param mean each number's mean over the pairs
 */
record LayerAlignment(
    Component component,
    int layer,
    List<PairAlignment> pairs,
    Map<AlignmentNumber, Estimate> mean) {

  /**
   * Two groups.
   *
   * @param numbers all that were measured
   */
  record PairAlignment(int first, int second, Map<AlignmentNumber, Estimate> numbers) {}

  static LayerAlignment of(Component component, int layer, Matrix matrix, PairMeasure measure) {
    List<PairAlignment> pairs = measure.of(matrix);
    Map<AlignmentNumber, Estimate> mean = new EnumMap<>(AlignmentNumber.class);
    for (AlignmentNumber number : AlignmentNumber.values()) {
      mean.put(number, Estimate.mean(pairs.stream().map(pair -> number.of(pair)).toList()));
    }
    return new LayerAlignment(component, layer, pairs, mean);
  }

  /** The mean over the pairs. */
  Estimate mean(AlignmentNumber number) {
    return mean.getOrDefault(number, Estimate.of(Double.NaN));
  }
}
