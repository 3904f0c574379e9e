package dev.lamina.api.service;

import java.util.List;
import java.util.function.Function;

/** Runs independent pieces of work on the run's threads. */
public interface Parallel {

  /**
   * Applies the function to every item and returns the results in the items' order, in which the
   * items are begun too. The first exception is thrown after the others have stopped. May be
   * nested.
   */
  <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function);

  /** How many pieces run at a time. */
  default int threads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
