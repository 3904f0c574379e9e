package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies the command line's {@code key.path=value} and {@code ~key.path} to a spec. */
final class Overrides {

  /** Where a bare name stands for {@code {type: NAME}}. */
  private static final Set<String> COMPONENT_KEYS =
      Set.of("model", "dataset", "extractor", "tracking");

  private Overrides() {}

  /** The tree with all of them applied, in order; those that cannot be are reported. */
  static Node.Mapping apply(List<String> arguments, Node.Mapping tree, ProblemList problems) {
    Node.Mapping result = tree;
    Set<String> seen = new HashSet<>();
    for (String argument : arguments) {
      try {
        Assignment assignment = Assignment.parse(argument);
        if (!seen.add(assignment.path().first(assignment.path().size()))) {
          problems.warning(
              Location.COMMAND_LINE,
              "%s is given more than once; the last one counts"
                  .formatted(Quoted.of(assignment.path().first(assignment.path().size()))));
        }
        result = apply(assignment, result);
      } catch (InvalidSpecException e) {
        problems.addAll(e.problems());
      }
    }
    return result;
  }

  /**
   * The tree with one of them applied.
   *
   * @throws InvalidSpecException if it cannot be
   */
  static Node.Mapping apply(Assignment assignment, Node.Mapping tree) {
    return (Node.Mapping) new Step(assignment, 0).in(tree);
  }

  /** One part of an assignment's path. */
  private record Step(Assignment assignment, int depth) {

    Node in(Node node) {
      if (node instanceof Node.Mapping mapping) {
        return inMapping(mapping);
      }
      if (node instanceof Node.Sequence sequence) {
        return inSequence(sequence);
      }
      throw wrong(
          "cannot be set: %s is %s, not a mapping"
              .formatted(Quoted.of(before()), Quoted.of(((Node.Scalar) node).written())));
    }

    private Node inMapping(Node.Mapping mapping) {
      String key = assignment.path().key(mapping, depth);
      Node.Entry present = mapping.entries().get(key);
      Step next = new Step(assignment, depth + KeyPath.length(key));
      boolean last = next.depth == assignment.path().size();
      if (last && assignment.value().isPresent()) {
        Node value = assignment.value().get();
        Node merged = present == null ? value : Merge.over(present.value(), value);
        return Merge.with(mapping, key, new Node.Entry(assignment.location(), merged));
      }
      if (present == null && assignment.value().isEmpty()) {
        throw wrong(
            "removes nothing: there is no %s%s"
                .formatted(
                    Quoted.of(new Step(assignment, depth + 1).before()),
                    assignment.path().near(mapping, depth)));
      }
      if (last) {
        return Merge.without(mapping, key);
      }
      Node.Entry entry =
          present == null
              ? new Node.Entry(
                  assignment.location(), new Node.Mapping(Map.of(), assignment.location()))
              : present;
      boolean component = depth == 0 && COMPONENT_KEYS.contains(key);
      Node inner = component ? asMapping(entry.value()) : entry.value();
      return Merge.with(mapping, key, new Node.Entry(entry.key(), next.in(inner)));
    }

    private Node inSequence(Node.Sequence sequence) {
      int place;
      try {
        place = ListEntry.find(sequence, assignment.path().parts().get(depth), before());
      } catch (KeyPath.NotFoundException e) {
        throw wrong("has no target: " + e.getMessage());
      }
      List<Node> items = new ArrayList<>(sequence.items());
      Step next = new Step(assignment, depth + 1);
      Optional<Node> value = assignment.value();
      if (next.depth < assignment.path().size()) {
        items.set(place, next.in(asMapping(items.get(place))));
      } else if (value.isPresent()) {
        items.set(place, Merge.over(items.get(place), value.get()));
      } else {
        items.remove(place);
      }
      return new Node.Sequence(items, sequence.location());
    }

    /** A bare component name is a mapping with a type. */
    private static Node asMapping(Node node) {
      return node instanceof Node.Scalar scalar && scalar.value() instanceof String
          ? new Node.Mapping(Map.of("type", new Node.Entry(node.location(), node)), node.location())
          : node;
    }

    /** The path up to this part. */
    private String before() {
      return assignment.path().first(depth);
    }

    private InvalidSpecException wrong(String message) {
      return assignment.wrong(message);
    }
  }
}
