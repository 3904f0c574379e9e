package dev.lamina.plugins.transformers.forward.pack;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * All packs of a request.
 *
 * @param slices the packs, the most expensive first
 * @param seconds that all of them take on all threads
 */
public record Packs(List<Slice> slices, double seconds) {

  public Packs {
    slices = List.copyOf(slices);
  }

  /**
   * @param threads each takes the next pack when it is done with one
   */
  static Packs of(List<Slice> slices, int threads) {
    List<Slice> sorted =
        slices.stream().sorted(Comparator.comparingDouble(Slice::seconds).reversed()).toList();
    PriorityQueue<Double> ends = new PriorityQueue<>();
    for (int thread = 0; thread < threads; thread++) {
      ends.add(0.0);
    }
    double last = 0;
    for (Slice slice : sorted) {
      double end = ends.remove() + slice.seconds();
      ends.add(end);
      last = Math.max(last, end);
    }
    return new Packs(sorted, last);
  }

  /** Tokens that are run. */
  public long nodes() {
    return slices.stream().mapToLong(Slice::nodes).sum();
  }
}
