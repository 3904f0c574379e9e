package dev.lamina.plugins.datasets.pairing;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.datasets.fact.StatedFact;
import dev.lamina.plugins.datasets.table.FileProblems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the false object of each fact: the given one, or another fact's of its relation. */
public final class CounterfactualObjects {

  private final Truths truths;
  private final FileProblems problems;
  private final Map<StatedFact, String> objects = new HashMap<>();

  private CounterfactualObjects(Truths truths, FileProblems problems) {
    this.truths = truths;
    this.problems = problems;
  }

  /** The false objects by fact; facts that say whether they are true have none unless given. */
  public static Map<StatedFact, String> find(List<StatedFact> facts, FileProblems problems) {
    CounterfactualObjects found = new CounterfactualObjects(new Truths(facts), problems);
    Map<String, List<StatedFact>> byRelation = new LinkedHashMap<>();
    for (StatedFact fact : facts) {
      byRelation.computeIfAbsent(fact.relation(), relation -> new ArrayList<>()).add(fact);
      fact.counterfactual().ifPresent(object -> found.take(fact, object));
    }
    byRelation.values().forEach(found::pair);
    return found.objects;
  }

  private void take(StatedFact fact, String object) {
    if (truths.holds(fact, object)) {
      problems.error(
          fact.origin(),
          "the counterfactual %s of %s is stated to be true"
              .formatted(Quoted.of(object), Quoted.of(fact.subject())));
    }
    objects.put(fact, object);
  }

  private void pair(List<StatedFact> relation) {
    List<StatedFact> lacking = relation.stream().filter(StatedFact::lacksCounterfactual).toList();
    Map<StatedFact, String> pairs = Pairing.pair(lacking, relation, truths);
    objects.putAll(pairs);
    for (StatedFact fact : lacking) {
      if (!pairs.containsKey(fact)) {
        problems.error(
            fact.origin(),
            "no fact of relation %s has another object than %s to make a counterfactual of; add"
                    .formatted(Quoted.of(fact.relation()), Quoted.of(fact.object()))
                + " one to the fact, or set counterfactuals: none");
      }
    }
  }
}
