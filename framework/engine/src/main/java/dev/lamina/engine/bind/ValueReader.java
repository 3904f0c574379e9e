package dev.lamina.engine.bind;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.NamesFiles;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.bind.shape.ValueType;
import dev.lamina.engine.bind.shape.Wording;
import dev.lamina.engine.problem.ProblemList;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads values of a spec as what their keys hold; coerces nothing. */
final class ValueReader {

  private final ProblemList problems;
  private final NestedReader components;
  private final Failures failures;

  /**
   * @param components reads values that are components
   */
  ValueReader(ProblemList problems, NestedReader components) {
    this.problems = problems;
    this.components = components;
    this.failures = new Failures(problems);
  }

  /**
   * A value and how {@code resolved.yaml} has it.
   *
   * @param completed with defaults filled in and paths absolute
   */
  record Read(Object value, Node completed) {}

  /**
   * Reads a value; empty if it is wrong, which has been reported then.
   *
   * @param subject the key in messages: {@code folds}
   */
  Optional<Read> read(ValueType type, Node node, String subject) {
    if (type instanceof ValueType.OptionalOf optional) {
      return isNull(node)
          ? Optional.of(new Read(Optional.empty(), node))
          : read(optional.item(), node, subject)
              .map(read -> new Read(Optional.of(read.value()), read.completed()));
    }
    if (type instanceof ValueType.ListOf list) {
      return list(list, node, subject);
    }
    if (type instanceof ValueType.MapOf map) {
      return map(map, node, subject);
    }
    if (type instanceof ValueType.Nested nested) {
      return node instanceof Node.Mapping mapping
          ? new Binder(problems, components).record(nested.shape(), mapping, subject, List.of())
          : failures.wrong(type.allowed(), node, subject, "");
    }
    if (type instanceof ValueType.Component component) {
      return components
          .read(component.type(), node, subject)
          .map(found -> new Read(found.component(), found.completed()));
    }
    if (type instanceof ValueType.Parsed parsed) {
      return parsed(parsed, node, subject);
    }
    return node instanceof Node.Scalar scalar
        ? new ScalarReader(failures, subject).read(type, scalar)
        : failures.wrong(type.allowed(), node, subject, "");
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.value() == null;
  }

  private Optional<Read> list(ValueType.ListOf type, Node node, String subject) {
    if (!(node instanceof Node.Sequence sequence)) {
      String hint =
          node instanceof Node.Scalar scalar && scalar.value() != null
              ? "; write [" + Quoted.bare(scalar.written()) + "]"
              : "";
      return failures.fail(
          node, "%s must be a list but is %s%s".formatted(subject, Wording.found(node), hint));
    }
    List<Object> values = new ArrayList<>();
    List<Node> completed = new ArrayList<>();
    for (Node item : sequence.items()) {
      read(type.item(), item, "each entry of " + subject)
          .ifPresent(
              read -> {
                values.add(read.value());
                completed.add(read.completed());
              });
    }
    return values.size() < sequence.items().size()
        ? Optional.empty()
        : Optional.of(new Read(List.copyOf(values), new Node.Sequence(completed, node.location())));
  }

  private Optional<Read> map(ValueType.MapOf type, Node node, String subject) {
    if (!(node instanceof Node.Mapping mapping)) {
      return failures.fail(
          node, "%s must be a mapping but is %s".formatted(subject, Wording.found(node)));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Node.Entry> completed = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) ->
                read(type.item(), entry.value(), subject + "." + Quoted.bare(key))
                    .ifPresent(
                        read -> {
                          values.put(key, read.value());
                          completed.put(key, new Node.Entry(entry.key(), read.completed()));
                        }));
    return values.size() < mapping.entries().size()
        ? Optional.empty()
        : Optional.of(
            new Read(
                Collections.unmodifiableMap(values),
                new Node.Mapping(Collections.unmodifiableMap(completed), node.location())));
  }

  private Optional<Read> parsed(ValueType.Parsed type, Node node, String subject) {
    try {
      Object value = type.parse().invoke(null, node);
      Node completed = value instanceof NamesFiles files ? files.withAbsolutePaths(node) : node;
      return Optional.of(new Read(value, completed));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidValueException invalid) {
        return failAt(invalid, node, subject);
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(type.type().getName(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(type.type().getName(), e);
    }
  }

  private Optional<Read> failAt(InvalidValueException invalid, Node node, String subject) {
    return problems.hasErrorAt(node.location())
        ? Optional.empty()
        : failures.at(invalid.location(), subject + " " + invalid.getMessage());
  }
}
