package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.spec.KeyPath.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds an entry of a list by its {@code id}, its {@code type} or name, or its place. */
final class ListEntry {

  private ListEntry() {}

  /** The place of the entry, from 0. */
  static int find(Node.Sequence list, String name, String path) throws NotFoundException {
    List<Integer> found = matches(list, name, "id");
    if (found.isEmpty()) {
      found = matches(list, name, "type");
    }
    if (found.size() > 1) { // one without an id of its own has its type for an id
      List<Integer> unnamed =
          found.stream().filter(i -> named(list.items().get(i), "id").isEmpty()).toList();
      found = unnamed.size() == 1 ? unnamed : found;
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      throw new NotFoundException(
          "%s has %d entries %s; name one by its id or its place, %s"
              .formatted(
                  Quoted.of(path),
                  found.size(),
                  Quoted.of(name),
                  String.join(" or ", found.stream().map(String::valueOf).toList())));
    }
    if (name.matches("\\d{1,9}")) {
      return byPlace(list, Integer.parseInt(name), path);
    }
    throw new NotFoundException(
        "%s has no entry %s%s (%s)"
            .formatted(
                Quoted.of(path), Quoted.of(name), NearNames.hint(name, known(list)), listed(list)));
  }

  private static int byPlace(Node.Sequence list, int place, String path) throws NotFoundException {
    int size = list.items().size();
    if (place >= size) {
      throw new NotFoundException(
          "%s has no entry %d; its %d entries are counted from 0"
              .formatted(Quoted.of(path), place, size));
    }
    return place;
  }

  private static List<Integer> matches(Node.Sequence list, String name, String key) {
    return IntStream.range(0, list.items().size())
        .filter(i -> named(list.items().get(i), key).filter(name::equals).isPresent())
        .boxed()
        .toList();
  }

  /** The entry's id or type; a bare name is a type. */
  private static Optional<String> named(Node entry, String key) {
    Node value = entry;
    if (entry instanceof Node.Mapping mapping) {
      Node.Entry found = mapping.entries().get(key);
      if (found == null) {
        return Optional.empty();
      }
      value = found.value();
    } else if (key.equals("id")) {
      return Optional.empty();
    }
    return value instanceof Node.Scalar scalar && scalar.value() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  private static List<String> names(Node.Sequence list) {
    List<String> names = new ArrayList<>();
    for (Node item : list.items()) {
      named(item, "id").or(() -> named(item, "type")).ifPresent(names::add);
    }
    return names;
  }

  private static List<String> known(Node.Sequence list) {
    List<String> known = new ArrayList<>();
    for (Node item : list.items()) {
      named(item, "id").ifPresent(known::add);
      named(item, "type").ifPresent(known::add);
    }
    return known;
  }

  private static String listed(Node.Sequence list) {
    List<String> names = names(list);
    if (names.isEmpty()) {
      return "%d entries, counted from 0".formatted(list.items().size());
    }
    return "there are " + String.join(", ", names.stream().map(Quoted::bare).limit(20).toList());
  }
}
