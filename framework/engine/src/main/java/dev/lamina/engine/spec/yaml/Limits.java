package dev.lamina.engine.spec.yaml;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.problem.InvalidSpecException;

/** Bounds of a spec, which keep a small file from becoming a large tree. */
public final class Limits {

  /** Size of a file, and of a text after references are replaced. */
  public static final int FILE_BYTES = 1 << 20;

  static final int DEPTH = 50;
  static final int ALIASES = 100;

  /** Child runs of a sweep. */
  public static final int CHILDREN = 10_000;

  /** Files that a spec extends. */
  public static final int FILES = 100;

  private static final int VALUES = 1_000_000;

  private Limits() {}

  /**
   * Checks a tree whose aliases and references share their targets: counted as if copied.
   *
   * @throws InvalidSpecException if it is too deep or too large
   */
  public static <N extends Node> N check(N root) {
    new Walk(root).visit(root, 1);
    return root;
  }

  static InvalidSpecException tooDeep(Location location) {
    return new InvalidSpecException(
        location, "this is nested deeper than " + DEPTH + " levels, the most that a spec may be");
  }

  private static final class Walk {

    private final Node root;
    private int values;

    private Walk(Node root) {
      this.root = root;
    }

    private void visit(Node node, int depth) {
      values++;
      if (values > VALUES) {
        throw new InvalidSpecException(
            root.location(),
            "the spec has more than %,d values once aliases and references are copied"
                .formatted(VALUES));
      }
      if (node instanceof Node.Scalar) {
        return;
      }
      if (depth > DEPTH) {
        throw tooDeep(node.location());
      }
      if (node instanceof Node.Sequence sequence) {
        sequence.items().forEach(item -> visit(item, depth + 1));
      } else if (node instanceof Node.Mapping mapping) {
        mapping.entries().values().forEach(entry -> visit(entry.value(), depth + 1));
      }
    }
  }
}
