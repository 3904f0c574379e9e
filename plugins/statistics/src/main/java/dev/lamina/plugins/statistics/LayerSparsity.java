package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.measure.Sparseness;
import dev.lamina.plugins.statistics.spectrum.ParticipationRatio;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How sparse a layer's activations are.
 *
 * @param rows for each measure that of every prompt
 * @param dimensions participation ratios: of all prompts, then of each group
 */
record LayerSparsity(
    Component component, int layer, Map<Sparseness, double[]> rows, double[] dimensions) {

  static LayerSparsity of(Component component, int layer, Matrix matrix, Groups groups) {
    Map<Sparseness, double[]> rows = new EnumMap<>(Sparseness.class);
    for (Sparseness measure : Sparseness.values()) {
      rows.put(measure, measure.ofRows(matrix));
    }
    int[] all = IntStream.range(0, matrix.rows()).toArray();
    double whole = ParticipationRatio.of(matrix, all);
    double[] dimensions =
        groups.unlabelled()
            ? new double[] {whole}
            : IntStream.rangeClosed(0, groups.count())
                .mapToDouble(
                    i -> i == 0 ? whole : ParticipationRatio.of(matrix, groups.members(i - 1)))
                .toArray();
    return new LayerSparsity(component, layer, rows, dimensions);
  }

  /** The mean of a measure over all prompts. */
  double mean(Sparseness measure) {
    return Arrays.stream(values(measure)).average().orElseThrow();
  }

  /** The mean of a measure over some prompts. */
  double mean(Sparseness measure, int[] members) {
    double[] values = values(measure);
    return Arrays.stream(members).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  double[] values(Sparseness measure) {
    return rows.getOrDefault(measure, new double[0]);
  }
}
