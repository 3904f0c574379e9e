package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.yaml.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code sweep} of a spec: a grid, {@code {key.path: [values], ...}}, whose last key varies
 * fastest, or {@code {cases: [{key.path: value, ...}, ...]}}.
 */
final class Sweep {

  private static final String SWEEP = "sweep";
  private static final String COMPARE = "compare";
  private static final String CASES = "cases";
  private static final int LONGEST_NAME = 80;

  private final Node.Mapping base;
  private final ProblemList problems;
  private final Set<Problem> told = new HashSet<>();

  private Sweep(Node.Mapping base, ProblemList problems) {
    this.base = base;
    this.problems = problems;
  }

  /**
   * A child.
   *
   * @param tree with the case's values, references not yet replaced
   */
  record Child(String name, Map<String, String> choices, Node.Mapping tree) {}

  /** The children that a tree asks for; what is wrong is reported. */
  static List<Child> of(Node.Mapping tree, ProblemList problems) {
    Node.Entry sweep = tree.entries().get(SWEEP);
    if (sweep == null) {
      return List.of();
    }
    if (!(sweep.value() instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
      problems.error(
          sweep.key(),
          "sweep must be a mapping of keys to lists of values, such as {model: [minilm, e5-small]}, or {cases: [{...}, {...}]}");
      return List.of();
    }
    Node.Mapping base = Merge.without(Merge.without(tree, SWEEP), COMPARE);
    return new Sweep(base, problems).children(mapping, sweep.key());
  }

  private List<Child> children(Node.Mapping sweep, Location place) {
    Node.Entry cases = sweep.entries().get(CASES);
    if (cases != null && sweep.entries().size() > 1) {
      problems.error(cases.key(), "a sweep has either cases or keys with lists of values");
      return List.of();
    }
    List<Map<String, Node.Entry>> wanted = cases == null ? grid(sweep, place) : listed(cases);
    List<Child> children = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    for (Map<String, Node.Entry> values : wanted) {
      children.add(child(values, names));
    }
    return children;
  }

  private List<Map<String, Node.Entry>> grid(Node.Mapping sweep, Location place) {
    List<Map<String, Node.Entry>> cells = List.of(Map.of());
    for (Map.Entry<String, Node.Entry> axis : sweep.entries().entrySet()) {
      Node.Entry values = axis.getValue();
      if (!(values.value() instanceof Node.Sequence list) || list.items().isEmpty()) {
        problems.error(
            values.key(),
            "%s of a sweep must be a list of at least one value"
                .formatted(Quoted.of(axis.getKey())));
        return List.of();
      }
      Node.Entry given = base.entries().get(axis.getKey());
      if (given != null && given.key().equals(Location.COMMAND_LINE)) {
        problems.warning(
            Location.COMMAND_LINE,
            "%s is not used, as the sweep has it; write sweep.%s=[...], or ~sweep"
                .formatted(Quoted.of(axis.getKey()), axis.getKey()));
      }
      if ((long) cells.size() * list.items().size() > Limits.CHILDREN) {
        problems.error(place, "sweep has more than %,d child runs".formatted(Limits.CHILDREN));
        return List.of();
      }
      List<Map<String, Node.Entry>> finer = new ArrayList<>();
      for (Map<String, Node.Entry> cell : cells) {
        for (Node value : list.items()) {
          Map<String, Node.Entry> with = new LinkedHashMap<>(cell);
          with.put(axis.getKey(), new Node.Entry(values.key(), value));
          finer.add(with);
        }
      }
      cells = finer;
    }
    return cells;
  }

  private List<Map<String, Node.Entry>> listed(Node.Entry cases) {
    if (!(cases.value() instanceof Node.Sequence list) || list.items().isEmpty()) {
      problems.error(
          cases.key(), "cases must be a list of mappings, such as [{seed: 1}, {seed: 2}]");
      return List.of();
    }
    if (list.items().size() > Limits.CHILDREN) {
      problems.error(cases.key(), "sweep has more than %,d child runs".formatted(Limits.CHILDREN));
      return List.of();
    }
    List<Map<String, Node.Entry>> found = new ArrayList<>();
    for (Node item : list.items()) {
      if (item instanceof Node.Mapping mapping) {
        found.add(mapping.entries());
      } else {
        problems.error(item.location(), "a case of a sweep must be a mapping, such as {seed: 1}");
      }
    }
    return found;
  }

  private Child child(Map<String, Node.Entry> values, Map<String, Integer> names) {
    Node.Mapping tree = base;
    Map<String, String> choices = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, Node.Entry> value : values.entrySet()) {
      try {
        tree = Overrides.apply(Assignment.of(value.getKey(), value.getValue()), tree);
      } catch (
          InvalidSpecException e) { // what else is wrong with the case can be told all the same
        e.problems().stream().filter(told::add).forEach(problems::add);
      }
      Node chosen = value.getValue().value();
      choices.put(value.getKey(), InlineText.of(chosen));
      words.add(word(value.getKey(), chosen));
    }
    String name = words.isEmpty() ? "as it is" : Quoted.bare(String.join(", ", words));
    String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 3) + "..." : name;
    int same = names.merge(cut, 1, Integer::sum);
    return new Child(same == 1 ? cut : cut + " (" + same + ")", choices, tree);
  }

  /**
   * A choice in a name: a word such as a model's speaks for itself, a number or a truth does not.
   * Of a path or an address of a model hub the last part is enough.
   */
  private static String word(String key, Node chosen) {
    boolean speaks = chosen instanceof Node.Scalar scalar && scalar.value() instanceof String;
    String text = InlineText.of(chosen);
    if (speaks && text.matches("\\S*[/\\\\]\\S+")) {
      return text.replaceFirst("[/\\\\]+$", "")
          .replaceFirst(".*[/\\\\]", "")
          .replaceFirst("\\.gguf$", "");
    }
    return speaks ? text : key.substring(key.lastIndexOf('.') + 1) + "=" + text;
  }
}
