package dev.lamina.plugins.datasets.union;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The labels of several data sets, each of one kind. */
record SharedLabels(Problems problems) {

  /**
   * A label's kind in the first set that has values of it.
   *
   * @param origin the first such prompt
   */
  private record Seen(String set, LabelKind kind, Location origin) {}

  /** The labels of all sets, in the order of first appearance; kinds that differ are reported. */
  Map<String, LabelKind> of(Map<String, Prompts> sets) {
    Map<String, LabelKind> kinds = new LinkedHashMap<>();
    Map<String, Seen> seen = new LinkedHashMap<>();
    sets.forEach(
        (set, prompts) ->
            prompts
                .labels()
                .forEach(
                    (label, kind) -> {
                      kinds.putIfAbsent(label, kind);
                      firstWith(label, prompts)
                          .map(origin -> new Seen(set, kind, origin))
                          .ifPresent(here -> compare(label, here, seen, kinds));
                    }));
    return kinds;
  }

  /** A column that is empty in one set has the kind that it has in the others. */
  private static Optional<Location> firstWith(String label, Prompts prompts) {
    return prompts.items().stream()
        .filter(prompt -> prompt.values().containsKey(label))
        .findFirst()
        .map(prompt -> prompt.origin());
  }

  private void compare(
      String label, Seen here, Map<String, Seen> seen, Map<String, LabelKind> kinds) {
    Seen first = seen.putIfAbsent(label, here);
    if (first == null) {
      kinds.put(label, here.kind());
    } else if (first.kind() != here.kind()) {
      problems.error(
          here.origin(),
          "the label %s is %s in the data set %s, from here on, but %s in %s, from %s on; rename one of them with  labels: {NEW_NAME: %s}"
              .formatted(
                  Quoted.of(label),
                  word(here.kind()),
                  Quoted.of(here.set()),
                  word(first.kind()),
                  Quoted.of(first.set()),
                  first.origin(),
                  Quoted.bare(label)));
    }
  }

  private static String word(LabelKind kind) {
    return switch (kind) {
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number";
      case CATEGORY -> "a category";
    };
  }
}
