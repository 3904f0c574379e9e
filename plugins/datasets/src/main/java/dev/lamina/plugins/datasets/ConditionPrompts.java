package dev.lamina.plugins.datasets;

import dev.lamina.api.config.FromSpec;
import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.NamesFiles;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The prompts of a condition: in the spec, or in a text file. */
@FromSpec(
    form = "a list of prompts, or a text file with a prompt a line",
    schema =
        """
        {"anyOf": [{"type": "array", "minItems": 1, "items": {"type": "string"}},
          {"type": "string"}]}\
        """)
public sealed interface ConditionPrompts extends NamesFiles {

  /** Prompts in the spec. */
  record Listed(List<Located> prompts) implements ConditionPrompts {
    public Listed {
      prompts = List.copyOf(prompts);
    }

    @Override
    public Node withAbsolutePaths(Node written) {
      return written;
    }
  }

  /** Prompts in a text file. */
  record InFile(Path file) implements ConditionPrompts {
    @Override
    public Node withAbsolutePaths(Node written) {
      String absolute = file.toAbsolutePath().normalize().toString();
      return new Node.Scalar(absolute, absolute, written.location());
    }
  }

  /** A prompt and where it was written. */
  record Located(String text, Location origin) {}

  /** Reads a condition's prompts from a spec; a file is relative to the one that names it. */
  static ConditionPrompts parse(Node node) throws InvalidValueException {
    if (node instanceof Node.Sequence list) {
      List<Located> prompts = new ArrayList<>();
      for (Node item : list.items()) {
        prompts.add(prompt(item));
      }
      return new Listed(prompts);
    }
    if (node instanceof Node.Scalar scalar
        && scalar.value() instanceof String name
        && !name.isBlank()) {
      return new InFile(file(name, node.location()));
    }
    throw new InvalidValueException(
        node.location(),
        "must be a list of prompts or the name of a text file, but is " + found(node));
  }

  private static Located prompt(Node node) throws InvalidValueException {
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
      if (text.isBlank()) {
        throw new InvalidValueException(node.location(), "must not have an empty prompt");
      }
      return new Located(text, node.location());
    }
    throw new InvalidValueException(
        node.location(),
        "must have texts as prompts but has "
            + found(node)
            + (node instanceof Node.Scalar ? "; put it in quotes" : ""));
  }

  private static Path file(String name, Location location) throws InvalidValueException {
    try {
      return Path.of(location.source()).resolveSibling(name);
    } catch (InvalidPathException e) {
      throw new InvalidValueException(
          location, "must name a text file but is " + Quoted.of(name) + ", which cannot be one");
    }
  }

  private static String found(Node node) {
    return node instanceof Node.Scalar scalar
        ? Quoted.of(scalar.written())
        : node instanceof Node.Sequence ? "a list" : "a mapping";
  }
}
