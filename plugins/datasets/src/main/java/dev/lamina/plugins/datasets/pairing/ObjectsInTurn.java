package dev.lamina.plugins.datasets.pairing;

import dev.lamina.plugins.datasets.fact.StatedFact;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The objects of facts, one after the other and round again. */
final class ObjectsInTurn {

  private final List<String> objects;

  /** For each place, how far on the next different object is; 0 if there is none. */
  private final int[] run;

  private int next;

  ObjectsInTurn(List<StatedFact> facts) {
    objects = facts.stream().map(StatedFact::object).toList();
    int n = objects.size();
    run = new int[n];
    for (int i = 2 * n - 1; i >= 0; i--) {
      int after = (i + 1) % n;
      boolean same = objects.get(i % n).equals(objects.get(after));
      run[i % n] = !same ? 1 : run[after] == 0 ? 0 : run[after] + 1;
    }
  }

  /** The next object that is wanted, or empty if none is. */
  Optional<String> next(Predicate<String> wanted) {
    int passed = 0;
    while (passed < objects.size()) {
      String object = objects.get(next);
      if (wanted.test(object)) {
        next = (next + 1) % objects.size();
        return Optional.of(object);
      }
      if (run[next] == 0) {
        return Optional.empty();
      }
      passed += run[next];
      next = (next + run[next]) % objects.size();
    }
    return Optional.empty();
  }
}
