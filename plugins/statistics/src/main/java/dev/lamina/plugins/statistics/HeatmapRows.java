package dev.lamina.plugins.statistics;

import dev.lamina.plugins.statistics.group.Groups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a heatmap of prompts: group after group, each in the data set's order; where there
 * are more prompts than rows, every group is cut into bins as equal in size as can be.
 *
 * @param bins for each row its prompts, ascending
 * @param groups for each row its group
 */
record HeatmapRows(List<int[]> bins, List<Integer> groups) {

  /** Divides the prompts of the groups that figures have room for. */
  static HeatmapRows of(Groups groups, int maxRows) {
    int binSize = 1;
    while (rows(groups, binSize) > maxRows) {
      binSize++;
    }
    List<int[]> bins = new ArrayList<>();
    List<Integer> groupOfBin = new ArrayList<>();
    for (int group : groups.drawn()) {
      int[] members = groups.members(group);
      int count = binsOf(members.length, binSize);
      for (int bin = 0; bin < count; bin++) {
        int start = (int) ((long) bin * members.length / count);
        int end = (int) ((bin + 1L) * members.length / count);
        bins.add(Arrays.copyOfRange(members, start, end));
        groupOfBin.add(group);
      }
    }
    return new HeatmapRows(bins, groupOfBin);
  }

  private static int rows(Groups groups, int binSize) {
    return groups.drawn().stream().mapToInt(group -> binsOf(groups.size(group), binSize)).sum();
  }

  private static int binsOf(int prompts, int binSize) {
    return (prompts + binSize - 1) / binSize;
  }

  /** What a row stands for: nothing to say of single prompts. */
  String note() {
    int least = bins.stream().mapToInt(bin -> bin.length).min().orElseThrow();
    int most = bins.stream().mapToInt(bin -> bin.length).max().orElseThrow();
    if (most == 1) {
      return "";
    }
    String sizes = least == most ? String.valueOf(most) : least + " to " + most;
    return "each row the mean of " + sizes + " prompts";
  }

  /** For each row the mean of its prompts' values. */
  double[] means(double[] ofPrompts) {
    return bins.stream()
        .mapToDouble(
            bin -> Arrays.stream(bin).mapToDouble(p -> ofPrompts[p]).average().orElseThrow())
        .toArray();
  }
}
