package dev.lamina.engine.service;

import dev.lamina.api.service.Parallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on a pool of a fixed number of threads. A nested call runs in the same pool: a thread
 * that waits for its pieces works on them.
 */
public final class PooledParallel implements Parallel, AutoCloseable {

  private final ForkJoinPool pool;

  public PooledParallel(int threads) {
    pool = new ForkJoinPool(threads);
  }

  @Override
  public <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function) {
    Work<T, R> work = new Work<>(items, function);
    List<ForkJoinTask<?>> takers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads(), items.size()); i++) {
      takers.add(ForkJoinTask.adapt(work));
    }
    if (ForkJoinTask.getPool() == pool) {
      ForkJoinTask.invokeAll(takers);
    } else {
      pool.submit(() -> ForkJoinTask.invokeAll(takers)).join();
    }
    return work.results();
  }

  @Override
  public int threads() {
    return pool.getParallelism();
  }

  /** Items that takers begin in their order, each taking the next when it is done with one. */
  private static final class Work<T, R> implements Runnable {

    private final List<T> items;
    private final Function<? super T, ? extends R> function;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<List<R>> results; // a list of one each, or of none

    Work(List<T> items, Function<? super T, ? extends R> function) {
      this.items = items;
      this.function = function;
      this.results = new ArrayList<>(Collections.nCopies(items.size(), List.of()));
    }

    /**
     * Takes items until there are none, or one has failed: its failure shows when all have ended.
     */
    @Override
    public void run() {
      for (int item; failure.get() == null && (item = next.getAndIncrement()) < items.size(); ) {
        try {
          results.set(item, List.of(function.apply(items.get(item))));
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
      }
    }

    List<R> results() {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      return results.stream().flatMap(List::stream).toList();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
