package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.problem.ProblemList;
import java.util.List;
import java.util.Map;

/** {@code key.path=value} on the command line, where there is no spec to change. */
public final class Arguments {

  private Arguments() {}

  /**
   * The mapping that the arguments make; values are read as YAML.
   *
   * @throws dev.lamina.engine.problem.InvalidSpecException if one is not such
   */
  public static Node.Mapping mapping(List<String> arguments) {
    ProblemList problems = new ProblemList();
    Node.Mapping empty = new Node.Mapping(Map.of(), Location.COMMAND_LINE);
    Node.Mapping mapping = Overrides.apply(arguments, empty, problems);
    problems.throwIfErrors();
    return mapping;
  }
}
