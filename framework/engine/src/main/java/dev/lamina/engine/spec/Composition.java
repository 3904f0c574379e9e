package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.yaml.Composer;
import dev.lamina.engine.spec.yaml.Limits;
import dev.lamina.engine.spec.yaml.Places;
import dev.lamina.engine.spec.yaml.SourceText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a file and the files that it extends into one tree. */
final class Composition {

  private static final String EXTENDS = "extends";

  private final Map<String, String> environment;
  private final Path workingFolder = Path.of("").toAbsolutePath();
  private final Map<Path, Node.Mapping> composed = new HashMap<>();
  private final Map<Path, String> open = new LinkedHashMap<>();
  private int files;

  Composition(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The tree of a file laid over those that it extends, first to last.
   *
   * @throws InvalidSpecException if one of the files cannot be read, or extends itself
   */
  Node.Mapping compose(SourceText file, Path path) {
    Node root =
        Composer.compose(file.text(), Places.in(file.source()))
            .orElseThrow(() -> empty(file.source()));
    if (!(root instanceof Node.Mapping mapping)) {
      throw new InvalidSpecException(
          root.location(), "a spec is a mapping of keys to values, such as 'model: minilm'");
    }
    open.put(identity(path), file.source());
    Node.Mapping result = overExtended(mapping, path);
    open.remove(identity(path));
    return result;
  }

  private static InvalidSpecException empty(String source) {
    return new InvalidSpecException(
        new Location(source, 1, 1), "the file is empty; a spec needs model, dataset and analyses");
  }

  private Node.Mapping overExtended(Node.Mapping mapping, Path path) {
    Node.Entry names = mapping.entries().get(EXTENDS);
    if (names == null) {
      return mapping;
    }
    ProblemList problems = new ProblemList();
    List<Node.Mapping> layers = new ArrayList<>();
    for (Node name : list(names.value())) {
      try {
        layers.add(extended(name, path));
      } catch (InvalidSpecException e) {
        problems.addAll(e.problems());
      }
    }
    problems.throwIfErrors();
    layers.add(Merge.without(mapping, EXTENDS));
    return layers.stream().reduce(Merge::over).orElse(mapping);
  }

  private static List<Node> list(Node names) {
    return names instanceof Node.Sequence sequence ? sequence.items() : List.of(names);
  }

  private Node.Mapping extended(Node name, Path from) {
    Path path;
    try {
      path = from.resolveSibling(fileName(name));
    } catch (InvalidPathException e) {
      throw new InvalidSpecException(name.location(), "extends is not a path: " + e.getReason());
    }
    Path identity = identity(path);
    if (open.containsKey(identity)) {
      throw new InvalidSpecException(
          name.location(), "extends goes in a circle: " + circle(identity));
    }
    Node.Mapping known = composed.get(identity);
    if (known != null) {
      return known;
    }
    files++;
    if (files > Limits.FILES) {
      throw new InvalidSpecException(
          name.location(), "extends more than " + Limits.FILES + " files");
    }
    SourceText text = SourceText.read(path, shown(path), name.location());
    Node.Mapping result = compose(text, path);
    composed.put(identity, result);
    return result;
  }

  private String fileName(Node name) {
    if (!(name instanceof Node.Scalar scalar) || !(scalar.value() instanceof String text)) {
      throw new InvalidSpecException(
          name.location(), "extends must be a file or a list of files, such as [base.yaml]");
    }
    try {
      return Template.isIn(text) ? new Variables(environment).expand(Template.parse(text)) : text;
    } catch (Template.MalformedException e) {
      throw new InvalidSpecException(
          name.location(), "extends is %s: %s".formatted(Quoted.of(text), e.getMessage()));
    }
  }

  /** One name for a file however it is reached. */
  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private String circle(Path again) {
    String name = open.getOrDefault(again, "");
    return Stream.concat(
            open.values().stream().dropWhile(shown -> !shown.equals(name)), Stream.of(name))
        .collect(Collectors.joining(" -> "));
  }

  /** The path as messages have it: relative to the working folder if it lies below. */
  private String shown(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(workingFolder)
        ? workingFolder.relativize(absolute).toString()
        : absolute.toString();
  }
}
