package dev.lamina.plugins.probes.ridge;

import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.plugins.probes.task.ProbingTask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A label as a number.
 *
 * @param values one a prompt
 */
record Quantity(Label label, double[] values) {

  /** Parts of the range that folds are to have alike. */
  private static final int PARTS = 5;

  /**
   * Reads a label.
   *
   * @param order its values from 0 up; empty if they are numbers
   */
  static Quantity of(Label label, List<String> order) {
    return new Quantity(
        label,
        label.values().stream().mapToDouble(value -> number(value, order).orElseThrow()).toArray());
  }

  /** What a value means, if it is something. */
  static OptionalDouble number(String value, List<String> order) {
    if (!order.isEmpty()) {
      int place = order.indexOf(value);
      return place < 0 ? OptionalDouble.empty() : OptionalDouble.of(place);
    }
    try {
      double number = Double.parseDouble(value);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * The same for drawing folds: as classes, fifths of the prompts by value, which folds are to have
   * in like shares.
   */
  ProbingTask inParts(Optional<Label> grouping, Optional<Label> split) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    List<String> parts =
        Arrays.stream(values)
            .mapToObj(
                value -> {
                  int below =
                      IntStream.range(1, PARTS)
                          .map(k -> sorted[k * sorted.length / PARTS] <= value ? 1 : 0)
                          .sum();
                  return String.valueOf(below);
                })
            .toList();
    return new ProbingTask(Label.of(label.name(), LabelKind.NUMBER, parts), grouping, split);
  }
}
