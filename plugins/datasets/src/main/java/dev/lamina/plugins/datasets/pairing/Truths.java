package dev.lamina.plugins.datasets.pairing;

import dev.lamina.plugins.datasets.fact.StatedFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is stated to be true: the objects of each relation and subject. */
final class Truths {

  private final Map<String, Map<String, Set<String>>> objects = new HashMap<>();

  Truths(List<StatedFact> facts) {
    for (StatedFact fact : facts) {
      if (fact.isTrue()) {
        objects
            .computeIfAbsent(fact.relation(), relation -> new HashMap<>())
            .computeIfAbsent(fact.subject(), subject -> new HashSet<>())
            .add(fact.object());
      }
    }
  }

  boolean holds(StatedFact fact, String object) {
    return objects
        .getOrDefault(fact.relation(), Map.of())
        .getOrDefault(fact.subject(), Set.of())
        .contains(object);
  }
}
