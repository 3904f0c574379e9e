package dev.lamina.api.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A label of every prompt.
 *
 * @param values one a prompt, in the prompts' order
 * @param classes the distinct values: {@code true} before {@code false}, numbers ascending, text in
 *     order of first appearance
 * @param codes for each prompt, its value's index in {@code classes}
 */
public record Label(
    String name, LabelKind kind, List<String> values, List<String> classes, int[] codes) {

  /** Indexes the values of a label. */
  public static Label of(String name, LabelKind kind, List<String> values) {
    List<String> classes = new ArrayList<>(values.stream().distinct().toList());
    switch (kind) {
      case BOOLEAN -> classes.sort(Comparator.reverseOrder());
      case NUMBER -> classes.sort(Comparator.comparingDouble(Double::parseDouble));
      case CATEGORY -> {}
    }
    Map<String, Integer> index = new HashMap<>();
    classes.forEach(value -> index.put(value, index.size()));
    int[] codes = values.stream().mapToInt(index::get).toArray();
    return new Label(name, kind, List.copyOf(values), List.copyOf(classes), codes);
  }

  /** The prompts of a class, ascending. */
  public int[] members(int code) {
    int[] rows = new int[codes.length];
    int count = 0;
    for (int row = 0; row < codes.length; row++) {
      if (codes[row] == code) {
        rows[count++] = row;
      }
    }
    return java.util.Arrays.copyOf(rows, count);
  }

  /** How a class is named as a metric's group: {@code is_true=true}. */
  public String group(int code) {
    return name + "=" + classes.get(code);
  }
}
