package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.engine.spec.yaml.CoreSchema;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as YAML that reads back as equal values. Texts are in the form that a spec has them
 * in: environment variables stay references.
 */
public final class SpecWriter {

  private static final int WIDTH = 100;

  /** Texts that need no quotes in any version of YAML, in a list or mapping of either style. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+() -]*");

  private static final Pattern OTHER_TYPES =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

  private final StringBuilder out = new StringBuilder();
  private final Function<Node, Optional<String>> comments;

  private SpecWriter(Function<Node, Optional<String>> comments) {
    this.comments = comments;
  }

  /** A document. */
  public static String write(Node.Mapping root) {
    return write(root, node -> Optional.empty());
  }

  /**
   * A document.
   *
   * @param comments what stands behind a value that is written on its key's line
   */
  static String write(Node.Mapping root, Function<Node, Optional<String>> comments) {
    if (root.entries().isEmpty()) {
      return "{}\n";
    }
    SpecWriter writer = new SpecWriter(comments);
    writer.mapping(root, 0);
    return writer.out.toString();
  }

  /** A value on one line. */
  public static String inline(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar(scalar);
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream()
          .map(SpecWriter::inline)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((Node.Mapping) node)
        .entries().entrySet().stream()
            .map(entry -> text(entry.getKey()) + ": " + inline(entry.getValue().value()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private void mapping(Node.Mapping mapping, int indent) {
    boolean first = true;
    for (var entry : mapping.entries().entrySet()) {
      if (!first) {
        out.append(" ".repeat(indent));
      }
      first = false;
      out.append(text(entry.getKey())).append(':');
      value(entry.getValue().value(), indent);
    }
  }

  /** What follows a key: on its line, or below it. */
  private void value(Node node, int indent) {
    @Nullable String line = line(node);
    if (line != null && (indent + line.length() < WIDTH || node instanceof Node.Scalar)) {
      out.append(' ').append(line);
      comments.apply(node).ifPresent(comment -> out.append("  # ").append(comment));
      out.append('\n');
    } else if (node instanceof Node.Mapping mapping) {
      out.append('\n').append(" ".repeat(indent + 2));
      mapping(mapping, indent + 2);
    } else if (node instanceof Node.Sequence sequence) {
      out.append('\n');
      sequence.items().forEach(item -> item(item, indent + 2));
    }
  }

  private void item(Node item, int indent) {
    out.append(" ".repeat(indent)).append('-');
    if (item instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
      out.append(' ');
      mapping(mapping, indent + 2);
    } else {
      value(item, indent);
    }
  }

  /** Scalars, lists of scalars and what is empty fit on a line. */
  private static @Nullable String line(Node node) {
    boolean fits =
        node instanceof Node.Scalar
            || (node instanceof Node.Sequence sequence
                && sequence.items().stream().allMatch(Node.Scalar.class::isInstance))
            || (node instanceof Node.Mapping mapping && mapping.entries().isEmpty());
    return fits ? inline(node) : null;
  }

  private static String scalar(Node.Scalar scalar) {
    String written = scalar.written();
    if (scalar.value() instanceof String || Template.isIn(written)) {
      return text(written);
    }
    boolean same = Objects.equals(CoreSchema.resolve(written), scalar.value());
    return same && !written.isEmpty() ? written : canonical(scalar.value());
  }

  /** A value that is not text, as YAML. */
  static String canonical(@Nullable Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return Double.isNaN(number) ? ".nan" : number > 0 ? ".inf" : "-.inf";
    }
    return String.valueOf(value);
  }

  private static String text(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !text.endsWith(" ")
            && !OTHER_TYPES.matcher(text).matches();
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(point -> out.append(escaped(point)));
    return out.append('"').toString();
  }

  private static String escaped(int point) {
    return switch (point) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> {
        int type = Character.getType(point);
        boolean visible =
            type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED;
        if (visible) {
          yield Character.toString(point);
        }
        yield point > 0xFFFF ? "\\U%08x".formatted(point) : "\\u%04x".formatted(point);
      }
    };
  }
}
