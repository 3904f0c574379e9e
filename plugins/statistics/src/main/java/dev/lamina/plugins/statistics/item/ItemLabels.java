package dev.lamina.plugins.statistics.item;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.Prompts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The labels that say which prompts are about the same thing: those that agree in all of them.
 *
 * @param names one or more
 */
@FromSpec(
    form = "the name of a label, or a list of names",
    schema =
        """
        {"anyOf": [{"type": "string"}, {"type": "array", "minItems": 1, "items": {"type": "string"}}]}\
        """)
public record ItemLabels(List<String> names) {

  public ItemLabels {
    names = List.copyOf(names);
  }

  /** Reads them from a spec. */
  public static ItemLabels parse(Node node) throws InvalidValueException {
    List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
    List<String> names = new ArrayList<>();
    for (Node item : items) {
      if (!(item instanceof Node.Scalar scalar && scalar.value() instanceof String name)) {
        throw new InvalidValueException(
            item.location(), "must be the name of a label, or a list of names");
      }
      names.add(name);
    }
    if (names.isEmpty()) {
      throw new InvalidValueException(node.location(), "must name at least one label");
    }
    return new ItemLabels(names);
  }

  /** The rows of each item by its name, both in the order of the prompts. */
  public Map<String, List<Integer>> rows(Prompts prompts) {
    List<Label> labels = names.stream().map(prompts::label).toList();
    return IntStream.range(0, prompts.size())
        .boxed()
        .collect(
            Collectors.groupingBy(
                row ->
                    labels.stream()
                        .map(label -> label.values().get(row))
                        .collect(Collectors.joining(", ")),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** For each prompt the number of its item, counted in order of appearance. */
  public int[] codes(Prompts prompts) {
    int[] codes = new int[prompts.size()];
    int code = 0;
    for (List<Integer> rows : rows(prompts).values()) {
      for (int row : rows) {
        codes[row] = code;
      }
      code++;
    }
    return codes;
  }

  /** As in a sentence: {@code pair and is_true}. */
  @Override
  public String toString() {
    return String.join(" and ", names);
  }
}
