package dev.lamina.engine.bind;

import dev.lamina.api.config.Nested;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.bind.ValueReader.Read;
import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.bind.shape.UnsupportedConfigException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.Literals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Fills configuration records from mappings of a spec and reports everything that is wrong. */
public final class Binder {

  private final ProblemList problems;
  private final NestedReader components;

  /** A binder of records without components. */
  public Binder(ProblemList problems) {
    this(problems, NestedReader.NONE);
  }

  /**
   * A binder of any records.
   *
   * @param components reads the components in them
   */
  public Binder(ProblemList problems, NestedReader components) {
    this.problems = problems;
    this.components = components;
  }

  /**
   * Checks that a record's defaults are values that its keys may hold.
   *
   * @throws UnsupportedConfigException if one is not: a mistake of the record's author
   */
  public static void checkDefaults(ConfigShape<?> shape) throws UnsupportedConfigException {
    ProblemList wrong = new ProblemList();
    for (ConfigKey key : shape.keys()) {
      key.standard()
          .ifPresent(
              value ->
                  new ValueReader(wrong, NestedReader.NONE).read(key.type(), value, key.name()));
    }
    if (wrong.hasErrors()) {
      throw new UnsupportedConfigException(
          "a default is not allowed: " + wrong.sorted().get(0).message());
    }
  }

  /**
   * Fills a record.
   *
   * @param owner whose configuration it is, for messages: {@code linear-probe}
   * @param others keys that the owner's mapping may have beside these; they are not in {@code
   *     mapping}
   * @return empty if something is wrong, which has been reported then
   */
  public <C extends Record> Optional<Bound<C>> bind(
      ConfigShape<C> shape, Node.Mapping mapping, String owner, Collection<String> others) {
    List<Nested<?>> nested = new ArrayList<>();
    NestedReader noting =
        (type, node, key) -> {
          Optional<NestedReader.Found> found = components.read(type, node, key);
          found.map(NestedReader.Found::component).ifPresent(nested::add);
          return found;
        };
    return new Binder(problems, noting)
        .record(shape, mapping, owner, others)
        .map(
            read -> {
              Node.Mapping completed = (Node.Mapping) read.completed();
              return new Bound<>(
                  shape.type().cast(read.value()),
                  mapping,
                  completed,
                  Labels.of(shape, completed, mapping),
                  nested,
                  shape,
                  owner);
            });
  }

  /**
   * Fills a record whose keys may all be left out. Those that are wrong are reported and left out.
   */
  public <C extends Record> Bound<C> bindOrDefaults(
      ConfigShape<C> shape, Node.Mapping mapping, String owner, Collection<String> others) {
    return bind(shape, mapping, owner, others)
        .or(() -> new Binder(new ProblemList()).bind(shape, right(shape, mapping), owner, others))
        .orElseThrow(() -> new IllegalArgumentException(shape.type() + " has a required key"));
  }

  private static Node.Mapping right(ConfigShape<?> shape, Node.Mapping mapping) {
    ValueReader reader = new ValueReader(new ProblemList(), NestedReader.NONE);
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (ConfigKey key : shape.keys()) {
      Node.Entry entry = mapping.entries().get(key.name());
      if (entry != null && reader.read(key.type(), entry.value(), key.name()).isPresent()) {
        entries.put(key.name(), entry);
      }
    }
    return new Node.Mapping(Collections.unmodifiableMap(entries), mapping.location());
  }

  /**
   * Fills a record again with other labels.
   *
   * @param labels for some of {@link Bound#labels()}, by key, the label instead; empty for none
   */
  public <C extends Record> Optional<Bound<C>> rebind(
      Bound<C> bound, Map<String, Optional<String>> labels) {
    Node.Mapping mapping = Labels.replace(bound.written(), bound.completed(), labels);
    return bind(bound.shape(), mapping, bound.owner(), List.of());
  }

  /** Fills a record; the result's node is the completed mapping. */
  Optional<Read> record(
      ConfigShape<?> shape, Node.Mapping mapping, String owner, Collection<String> others) {
    boolean allKnown = reportUnknown(shape, mapping, owner, others);
    List<Object> values = new ArrayList<>();
    Map<String, Node.Entry> completed = new LinkedHashMap<>();
    for (ConfigKey key : shape.keys()) {
      value(key, mapping, owner)
          .ifPresent(
              read -> {
                values.add(read.value());
                boolean isSet = mapping.entries().containsKey(key.name());
                if (isSet || key.standard().isPresent()) {
                  completed.put(key.name(), entry(mapping, key, read.completed()));
                }
              });
    }
    if (!allKnown || values.size() < shape.keys().size()) {
      return Optional.empty();
    }
    try {
      Object config = shape.create(values);
      Node.Mapping node =
          new Node.Mapping(Collections.unmodifiableMap(completed), mapping.location());
      return Optional.of(new Read(config, node));
    } catch (IllegalArgumentException e) {
      problems.error(
          mapping.location(), owner + ": " + Quoted.bare(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static Node.Entry entry(Node.Mapping mapping, ConfigKey key, Node value) {
    Node.Entry written = mapping.entries().get(key.name());
    return new Node.Entry(written == null ? mapping.location() : written.key(), value);
  }

  private Optional<Read> value(ConfigKey key, Node.Mapping mapping, String owner) {
    Node.Entry entry = mapping.entries().get(key.name());
    ValueReader reader = new ValueReader(problems, components);
    if (entry != null) {
      return reader.read(key.type(), entry.value(), key.name());
    }
    if (key.standard().isPresent()) {
      Node standard = Literals.at(mapping.location(), key.standard().get());
      return reader.read(key.type(), standard, key.name());
    }
    Node none = new Node.Scalar(null, "", mapping.location());
    if (!key.required()) {
      return reader.read(key.type(), none, key.name());
    }
    problems.error(
        mapping.location(),
        "missing key %s in %s%s".formatted(Quoted.of(key.name()), owner, explained(key)));
    return Optional.empty();
  }

  private static String explained(ConfigKey key) {
    int end = key.doc().indexOf(". ");
    String first = end < 0 ? key.doc() : key.doc().substring(0, end);
    String doc = first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    return doc.isEmpty() ? "" : ": " + doc;
  }

  private boolean reportUnknown(
      ConfigShape<?> shape, Node.Mapping mapping, String owner, Collection<String> others) {
    List<String> allowed = Stream.concat(shape.names().stream(), others.stream()).toList();
    boolean allKnown = true;
    for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
      if (shape.key(entry.getKey()).isEmpty()) {
        allKnown = false;
        problems.error(
            entry.getValue().key(),
            "unknown key %s in %s%s (%s)"
                .formatted(
                    Quoted.of(entry.getKey()),
                    owner,
                    NearNames.hint(entry.getKey(), allowed),
                    allowed.isEmpty()
                        ? "it has no keys"
                        : "allowed: " + String.join(", ", allowed)));
      }
    }
    return allKnown;
  }
}
