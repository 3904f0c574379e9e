package dev.lamina.engine.sweep;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.experiment.ComparisonRef;
import dev.lamina.engine.spec.Literals;
import dev.lamina.engine.spec.SpecWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The spec that repeats a sweep: the keys that all its resolved cases have in common, and a list of
 * cases with the others.
 *
 * @param cases resolved
 * @param place of the sweep's spec
 */
record ResolvedSweep(List<Node.Mapping> cases, List<ComparisonRef> comparisons, Location place) {

  Node.Mapping tree() {
    Set<String> keys = new LinkedHashSet<>();
    cases.forEach(of -> keys.addAll(of.entries().keySet()));
    Map<String, Node.Entry> common = new LinkedHashMap<>();
    Set<String> varied = new LinkedHashSet<>();
    for (String key : keys) {
      if (cases.stream().map(of -> text(of, key)).distinct().count() == 1) {
        common.put(key, entry(cases.get(0), key));
      } else {
        varied.add(key);
      }
    }
    if (varied.isEmpty()) { // a sweep of equal cases still has that many
      varied.add("seed");
    }
    List<Node> differences = cases.stream().map(of -> (Node) only(of, varied)).toList();
    Map<String, Node.Entry> sweep =
        Map.of("cases", new Node.Entry(place, new Node.Sequence(differences, place)));
    common.put("sweep", new Node.Entry(place, new Node.Mapping(sweep, place)));
    if (!comparisons.isEmpty()) {
      List<Node> items = comparisons.stream().map(of -> (Node) item(of, place)).toList();
      common.put("compare", new Node.Entry(place, new Node.Sequence(items, place)));
    }
    return new Node.Mapping(Collections.unmodifiableMap(common), place);
  }

  private static Node.Mapping item(ComparisonRef comparison, Location place) {
    Map<String, Node.Entry> keys = new LinkedHashMap<>();
    String type = comparison.component().component().name();
    keys.put("type", new Node.Entry(place, Literals.text(type, place)));
    keys.put("id", new Node.Entry(place, Literals.text(comparison.id(), place)));
    keys.putAll(comparison.component().config().completed().entries());
    return new Node.Mapping(Collections.unmodifiableMap(keys), place);
  }

  private static Node.Mapping only(Node.Mapping of, Set<String> keys) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (String key : keys) {
      if (of.entries().containsKey(key)) {
        entries.put(key, entry(of, key));
      }
    }
    return new Node.Mapping(Collections.unmodifiableMap(entries), of.location());
  }

  private static Node.Entry entry(Node.Mapping of, String key) {
    Node.Entry entry = of.entries().get(key);
    if (entry == null) {
      throw new IllegalStateException("no " + key);
    }
    return entry;
  }

  private static String text(Node.Mapping of, String key) {
    Node.Entry entry = of.entries().get(key);
    return entry == null ? "" : SpecWriter.inline(entry.value());
  }
}
