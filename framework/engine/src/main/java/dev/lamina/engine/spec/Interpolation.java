package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.Template.MalformedException;
import dev.lamina.engine.spec.yaml.Limits;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Replaces references to other values of the spec and to the environment. */
final class Interpolation {

  private static final int MOST_CHARACTERS = Limits.FILE_BYTES;

  private final Node.Mapping root;
  private final Variables variables;
  private final ProblemList problems;
  private final IdentityHashMap<Node, Node> resolved = new IdentityHashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  Interpolation(Node.Mapping root, Map<String, String> environment, ProblemList problems) {
    this.root = root;
    this.variables = new Variables(environment);
    this.problems = problems;
  }

  /** The tree without references; where one cannot be replaced, it stays and is reported. */
  Node.Mapping resolve() {
    return (Node.Mapping) resolve(root);
  }

  private Node resolve(Node node) {
    Node known = resolved.get(node);
    if (known != null) {
      return known;
    }
    open.add(node);
    Node result = compute(node);
    open.remove(node);
    resolved.put(node, result);
    return result;
  }

  private Node compute(Node node) {
    if (node instanceof Node.Sequence sequence) {
      return new Node.Sequence(
          sequence.items().stream().map(this::resolve).toList(), node.location());
    }
    if (node instanceof Node.Mapping mapping) {
      Map<String, Node.Entry> entries = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach(
              (key, entry) ->
                  entries.put(key, new Node.Entry(entry.key(), resolve(entry.value()))));
      return new Node.Mapping(Collections.unmodifiableMap(entries), node.location());
    }
    Node.Scalar scalar = (Node.Scalar) node;
    if (!(scalar.value() instanceof String text) || !Template.isIn(text)) {
      return scalar;
    }
    try {
      return expand(scalar, Template.parse(text));
    } catch (MalformedException e) {
      problems.error(
          scalar.location(), "%s cannot be read: %s".formatted(Quoted.of(text), e.getMessage()));
      return scalar;
    }
  }

  private Node expand(Node.Scalar scalar, Template template) throws MalformedException {
    if (template.whole().isPresent()) {
      return whole(scalar, template.whole().get());
    }
    StringBuilder value = new StringBuilder();
    StringBuilder written = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        value.append(literal.text());
        written.append(Template.escape(literal.text()));
      } else if (part instanceof Template.Variable variable) {
        value.append(variables.value(variable));
        written.append(variable.written());
      } else if (part instanceof Template.Reference reference) {
        Node.Scalar target = inText(reference);
        value.append(text(target));
        written.append(target.written());
      }
      if (value.length() > MOST_CHARACTERS) {
        throw new MalformedException("it becomes longer than 1 MiB");
      }
    }
    return new Node.Scalar(value.toString(), written.toString(), scalar.location());
  }

  private Node whole(Node.Scalar scalar, Template.Part part) throws MalformedException {
    if (part instanceof Template.Variable variable) {
      return new Node.Scalar(
          Variables.typed(variables.value(variable)), variable.written(), scalar.location());
    }
    Node target = target((Template.Reference) part);
    boolean sameFile = target.location().source().equals(scalar.location().source());
    return target instanceof Node.Scalar copied && sameFile
        ? new Node.Scalar(copied.value(), copied.written(), scalar.location())
        : target;
  }

  private Node.Scalar inText(Template.Reference reference) throws MalformedException {
    Node target = target(reference);
    if (target instanceof Node.Scalar scalar && scalar.value() != null) {
      return scalar;
    }
    String found =
        target instanceof Node.Mapping
            ? "a mapping"
            : target instanceof Node.Sequence ? "a list" : "empty";
    throw new MalformedException(
        "%s is %s and cannot stand inside a text".formatted(Quoted.of(reference.path()), found));
  }

  private static String text(Node.Scalar scalar) {
    boolean asWritten = !(scalar.value() instanceof String) && !Template.isIn(scalar.written());
    return asWritten ? scalar.written() : String.valueOf(scalar.value());
  }

  private Node target(Template.Reference reference) throws MalformedException {
    KeyPath path = KeyPath.of(reference.path());
    Node node = root;
    boolean done = false;
    try {
      for (int i = 0; i < path.size(); ) {
        if (!done && isReference(node)) {
          node = replaced(node, path.first(i));
          done = true;
        }
        KeyPath.Child child = path.child(node, i);
        node = child.node();
        i += child.length();
      }
    } catch (KeyPath.NotFoundException e) {
      throw new MalformedException(e.getMessage() + hint(reference.path()));
    }
    return done ? node : replaced(node, reference.path());
  }

  private static boolean isReference(Node node) {
    return node instanceof Node.Scalar scalar
        && scalar.value() instanceof String text
        && Template.isIn(text);
  }

  private Node replaced(Node node, String path) throws MalformedException {
    if (open.contains(node)) {
      throw new MalformedException("%s refers to itself".formatted(Quoted.of(path)));
    }
    Node result = resolve(node);
    if (isReference(node) && problems.hasErrorAt(node.location())) {
      throw new MalformedException("%s has no value".formatted(Quoted.of(path)));
    }
    return result;
  }

  private static String hint(String path) {
    return path.matches("[A-Z_][A-Z0-9_]*")
        ? "; an environment variable is written ${env:" + path + "}"
        : "";
  }
}
