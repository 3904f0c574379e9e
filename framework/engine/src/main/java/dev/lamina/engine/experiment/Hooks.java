package dev.lamina.engine.experiment;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.ProblemList;
import java.util.HashSet;
import java.util.Set;

/** Lists of hook points, under the key {@code components}. */
final class Hooks {

  private Hooks() {}

  /** Reports a list that is empty or names one twice. */
  static void check(Node.Mapping mapping, ProblemList problems) {
    Node.Entry components = mapping.entries().get("components");
    if (components == null || !(components.value() instanceof Node.Sequence list)) {
      return;
    }
    if (list.items().isEmpty()) {
      problems.error(list.location(), "components must have at least one entry");
    }
    Set<String> seen = new HashSet<>();
    for (Node item : list.items()) {
      if (item instanceof Node.Scalar scalar && !seen.add(scalar.written())) {
        problems.error(
            item.location(), "components has %s twice".formatted(Quoted.of(scalar.written())));
      }
    }
  }
}
