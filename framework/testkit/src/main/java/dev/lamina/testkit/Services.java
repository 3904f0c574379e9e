package dev.lamina.testkit;

import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import java.util.List;
import java.util.function.Function;

/** The services that a component may ask for, in their plainest form. */
public final class Services {

  private Services() {}

  /** Seeds that depend on a number and the purpose alone. */
  public static Seeds seeds(long seed) {
    return purpose -> seed * 31 + purpose.hashCode();
  }

  /** Work in the calling thread, in order. */
  public static Parallel sequential() {
    return new Parallel() {
      @Override
      public <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function) {
        return items.stream().<R>map(function).toList();
      }

      @Override
      public int threads() {
        return 1;
      }
    };
  }

  /** Work on the common pool. */
  public static Parallel parallel() {
    return new Parallel() {
      @Override
      public <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function) {
        return items.parallelStream().<R>map(function).toList();
      }
    };
  }

  /** Progress that is not shown. */
  public static Progress silent() {
    return (what, unit, total) ->
        new Progress.Task() {
          @Override
          public void step(long amount) {}

          @Override
          public void close() {}
        };
  }
}
