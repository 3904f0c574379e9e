package dev.lamina.plugins.datasets.pairing;

import dev.lamina.plugins.datasets.fact.StatedFact;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Gives each fact of one relation an object that is not true of it, such that each object is false
 * as often as it is true: otherwise a probe could learn which objects are usually false.
 *
 * <p>The facts' objects are dealt out in a shuffled order; a fact that got an object that is true
 * of it swaps with the next fact such that both are false then. There is one as long as no object
 * has more than half of the facts (of c facts with the object, c - 1 others have it and at most c -
 * 1 others got it). Facts beyond that take the other objects in turn. The order is by a hash of the
 * fact itself, so it depends neither on the order of the facts nor on other relations.
 */
final class Pairing {

  private final List<StatedFact> takers;
  private final String[] given;
  private final Truths truths;

  private Pairing(List<StatedFact> lacking, Truths truths) {
    this.truths = truths;
    takers = shuffled(lacking, FactHash::taking);
    given =
        shuffled(lacking, FactHash::giving).stream().map(StatedFact::object).toArray(String[]::new);
  }

  /**
   * Finds false objects.
   *
   * @param lacking the facts that need one, all of one relation
   * @param all all facts of that relation
   * @return the false objects by fact; a fact is absent if every object is true of it
   */
  static Map<StatedFact, String> pair(
      List<StatedFact> lacking, List<StatedFact> all, Truths truths) {
    Pairing pairing = new Pairing(lacking, truths);
    pairing.swapTrueOnes();
    List<StatedFact> givers =
        shuffled(all.stream().filter(StatedFact::isTrue).toList(), FactHash::giving);
    ObjectsInTurn others = new ObjectsInTurn(givers);
    Map<StatedFact, String> pairs = new HashMap<>();
    for (int i = 0; i < pairing.given.length; i++) {
      StatedFact fact = pairing.takers.get(i);
      if (pairing.isFalse(i, i)) {
        pairs.put(fact, pairing.given[i]);
      } else {
        others.next(object -> !truths.holds(fact, object)).ifPresent(o -> pairs.put(fact, o));
      }
    }
    return pairs;
  }

  private static List<StatedFact> shuffled(List<StatedFact> facts, ToLongFunction<FactHash> order) {
    return facts.stream()
        .map(FactHash::of)
        .sorted(Comparator.comparingLong(order))
        .map(FactHash::fact)
        .toList();
  }

  private void swapTrueOnes() {
    Set<String> unswappable = new HashSet<>();
    for (int i = 0; i < given.length; i++) {
      if (isFalse(i, i) || unswappable.contains(given[i])) {
        continue;
      }
      int j = partner(i);
      if (j == i) {
        unswappable.add(given[i]);
      }
      String object = given[i];
      given[i] = given[j];
      given[j] = object;
    }
  }

  /** The next fact to swap with, or the fact itself if there is none. */
  private int partner(int i) {
    for (int step = 1; step < given.length; step++) {
      int j = (i + step) % given.length;
      if (isFalse(i, j) && isFalse(j, i)) {
        return j;
      }
    }
    return i;
  }

  /** Whether what j was given is false of fact i. */
  private boolean isFalse(int i, int j) {
    return !truths.holds(takers.get(i), given[j]);
  }
}
