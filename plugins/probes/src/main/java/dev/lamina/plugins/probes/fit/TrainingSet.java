package dev.lamina.plugins.probes.fit;

import java.util.Arrays;

/**
 * Rows to fit on.
 *
 * @param rows which rows, each once
 * @param standard the mean and scale of these rows
 * @param labels for each row, seen or not, its class, 0 to {@code classes - 1}; a class may be
 *     absent
 */
public record TrainingSet(int[] rows, Standardization standard, int[] labels, int classes) {

  /** The classes that its rows have, ascending. */
  public int[] present() {
    return Arrays.stream(rows).map(row -> labels[row]).distinct().sorted().toArray();
  }
}
