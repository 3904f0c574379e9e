package dev.lamina.plugins.statistics;

import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.measure.Sparseness;
import java.util.ArrayList;
import java.util.List;

/**
 * A number that the analysis has of each layer, for all prompts and for each group.
 *
 * @param id the name of its metric
 * @param title what figures call it
 * @param axis what their vertical axis shows
 */
record SparsityNumber(String id, String title, String axis, Value value) {

  /** In place of a group: all prompts. */
  static final int ALL = -1;

  /** Its value at a layer. */
  @FunctionalInterface
  interface Value {

    /**
     * That of a group's prompts.
     *
     * @param group or {@link #ALL}
     */
    double of(LayerSparsity layer, int group);
  }

  /** All that there are. */
  static List<SparsityNumber> of(Groups groups) {
    List<SparsityNumber> numbers = new ArrayList<>();
    for (Sparseness measure : Sparseness.values()) {
      numbers.add(of(measure, groups));
    }
    numbers.add(
        new SparsityNumber(
            "participation_ratio",
            "Dimensions of the prompts' spread",
            "participation ratio",
            (layer, group) -> layer.dimensions()[group + 1])); // those of all come first
    return numbers;
  }

  /** The mean of a measure. */
  static SparsityNumber of(Sparseness measure, Groups groups) {
    return new SparsityNumber(
        measure.id(),
        measure.title(),
        "mean over prompts",
        (layer, group) ->
            group == ALL ? layer.mean(measure) : layer.mean(measure, groups.members(group)));
  }
}
