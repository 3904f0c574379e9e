package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.plugins.statistics.group.Groups;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The statistics of a layer, or of several together, for each group of prompts.
 *
 * @param groups one a group
 */
public record GroupStatistics(List<Statistics> groups) {

  public GroupStatistics {
    groups = List.copyOf(groups);
  }

  /**
   * Measures a layer; rows may be prompts or tokens. What counts as near zero depends on the
   * layer's standard deviation, which is known only after all rows were read: hence a second pass.
   *
   * @param groups groups that cover every prompt
   * @param sparsityThreshold in standard deviations of the layer
   */
  static GroupStatistics measure(
      Activations activations, int layer, Groups groups, double sparsityThreshold) {
    Matrix matrix = activations.layer(layer);
    long[] offsets = activations.offsets();
    float[] row = new float[matrix.columns()]; // [d_model]
    Moments[] entries = new Moments[groups.count()];
    Moments[] norms = new Moments[groups.count()];
    Arrays.fill(entries, Moments.NONE);
    Arrays.fill(norms, Moments.NONE);
    for (int prompt = 0; prompt + 1 < offsets.length; prompt++) {
      int group = groups.of(prompt);
      for (int i = (int) offsets[prompt]; i < offsets[prompt + 1]; i++) {
        matrix.copyRow(i, row, 0);
        entries[group] = entries[group].merge(Moments.of(row));
        norms[group] = norms[group].merge(Moments.of(Magnitude.L2_NORM.of(row)));
      }
    }
    double std = Arrays.stream(entries).reduce(Moments.NONE, Moments::merge).std();
    long[] small = new long[groups.count()];
    for (int prompt = 0; prompt + 1 < offsets.length; prompt++) {
      for (int i = (int) offsets[prompt]; i < offsets[prompt + 1]; i++) {
        matrix.copyRow(i, row, 0);
        small[groups.of(prompt)] += countBelow(row, sparsityThreshold * std);
      }
    }
    return new GroupStatistics(
        IntStream.range(0, groups.count())
            .mapToObj(group -> new Statistics(entries[group], norms[group], small[group]))
            .toList());
  }

  private static int countBelow(float[] row, double bound) {
    int count = 0;
    for (float value : row) {
      if (Math.abs(value) < bound) {
        count++;
      }
    }
    return count;
  }

  /** The statistics of all groups together. */
  public Statistics all() {
    return groups.stream().reduce(Statistics.NONE, Statistics::merge);
  }

  /** How the norms of the first group differ from those of the second. */
  public MeanDifference norms() {
    return new MeanDifference(groups.get(0).norms(), groups.get(1).norms());
  }

  GroupStatistics merge(GroupStatistics other) {
    return new GroupStatistics(
        IntStream.range(0, groups.size())
            .mapToObj(group -> groups.get(group).merge(other.groups.get(group)))
            .toList());
  }
}
