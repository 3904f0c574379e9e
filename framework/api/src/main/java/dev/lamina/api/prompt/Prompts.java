package dev.lamina.api.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The prompts of a data set, in order, and the labels they carry.
 *
 * @param items the prompts
 * @param labels every label's kind by name, in the order of the data's columns; every {@link
 *     Prompt#values() value} belongs to one
 * @param mainLabel the label that the data set is about, e.g. {@code is_true}; empty if it has none
 *     that stands out
 */
public record Prompts(
    List<Prompt> items, Map<String, LabelKind> labels, Optional<String> mainLabel) {

  /**
   * The label that every prompt has, with the one value {@code all}, where an analysis splits by a
   * label by default and the data set has none that stands out.
   */
  public static final String UNLABELLED = "prompts";

  public Prompts {
    items = List.copyOf(items);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** How many prompts there are. */
  public int size() {
    return items.size();
  }

  /** Whether every prompt has a value of a label. */
  public boolean isComplete(String name) {
    return labels.containsKey(name)
        && items.stream().allMatch(prompt -> prompt.values().containsKey(name));
  }

  /**
   * The values of a label, one a prompt.
   *
   * @throws IllegalArgumentException if there is no such label or a prompt lacks it; configuration
   *     keys annotated {@link dev.lamina.api.config.LabelName} are checked before
   */
  public Label label(String name) {
    LabelKind kind = labels.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("no label " + name);
    }
    return Label.of(name, kind, items.stream().map(prompt -> value(prompt, name)).toList());
  }

  private static String value(Prompt prompt, String name) {
    String value = prompt.values().get(name);
    if (value == null) {
      throw new IllegalArgumentException(prompt.origin() + " has no " + name);
    }
    return value;
  }
}
