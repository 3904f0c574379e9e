package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import java.util.List;

/** The way from a spec's root to a value: keys and list entries, joined by dots. */
record KeyPath(List<String> parts) {

  /** Keys with more parts than this are not found. */
  private static final int MOST_DOTS = 10;

  KeyPath {
    parts = List.copyOf(parts);
  }

  /** A value and how many parts of the path led to it. */
  record Child(Node node, int length) {}

  /** The path leads nowhere; the message says what is near. */
  static final class NotFoundException extends Exception {
    NotFoundException(String message) {
      super(message);
    }
  }

  static KeyPath of(String text) {
    return new KeyPath(List.of(text.split("\\.", -1)));
  }

  int size() {
    return parts.size();
  }

  /** The first parts as one text. */
  String first(int count) {
    return String.join(".", parts.subList(0, count));
  }

  /**
   * The key of a mapping that the path names at a part: several parts where the mapping has a key
   * with dots in it.
   */
  String key(Node.Mapping mapping, int from) {
    for (int to = from + 1; to <= Math.min(size(), from + MOST_DOTS); to++) {
      String key = String.join(".", parts.subList(from, to));
      if (mapping.entries().containsKey(key)) {
        return key;
      }
    }
    return parts.get(from);
  }

  /** How many parts a key takes. */
  static int length(String key) {
    return 1 + (int) key.chars().filter(c -> c == '.').count();
  }

  /** {@code ; did you mean 'dataset.file'?} for a key that a mapping lacks, or nothing. */
  String near(Node.Mapping mapping, int from) {
    String before = from == 0 ? "" : first(from) + ".";
    return NearNames.of(parts.get(from), mapping.entries().keySet())
        .map(key -> "; did you mean " + Quoted.of(before + key) + "?")
        .orElse("");
  }

  /** The value that a part leads to. */
  Child child(Node node, int from) throws NotFoundException {
    if (node instanceof Node.Mapping mapping) {
      String key = key(mapping, from);
      Node.Entry entry = mapping.entries().get(key);
      if (entry == null) {
        throw new NotFoundException(
            "there is no %s%s".formatted(Quoted.of(first(from + 1)), near(mapping, from)));
      }
      return new Child(entry.value(), length(key));
    }
    if (node instanceof Node.Sequence sequence) {
      int place = ListEntry.find(sequence, parts.get(from), first(from));
      return new Child(sequence.items().get(place), 1);
    }
    throw new NotFoundException(
        "%s is %s, not a mapping"
            .formatted(Quoted.of(first(from)), Quoted.of(((Node.Scalar) node).written())));
  }
}
