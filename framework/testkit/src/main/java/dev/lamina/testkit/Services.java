package dev.lamina.testkit;

import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Progress;
import dev.lamina.api.service.Seeds;
import java.util.List;
import java.util.function.Function;

/** The services that a component may ask for, in their plainest form. */
public final class Services {

  private Services() {}

  /** Seeds of a component whose id is of no consequence: all of its streams are shared ones. */
  public static Seeds seeds(long seed) {
    return seeds(seed, "");
  }

  /**
   * Seeds that depend on a number, a component's id and the purpose; those that components share on
   * the number and the purpose alone.
   */
  public static Seeds seeds(long seed, String component) {
    return new FixedSeeds(seed, component);
  }

  private record FixedSeeds(long seed, String component) implements Seeds {

    @Override
    public long seed(String purpose) {
      return component.hashCode() * 961L + seed * 31 + purpose.hashCode();
    }

    @Override
    public Seeds shared() {
      return new FixedSeeds(seed, "");
    }
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
