package dev.lamina.engine.service;

import dev.lamina.api.service.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
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
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<ForkJoinTask<List<R>>> tasks = new ArrayList<>();
    for (T item : items) {
      tasks.add(ForkJoinTask.adapt((Callable<List<R>>) () -> attempt(item, function, failure)));
    }
    if (ForkJoinTask.getPool() == pool) {
      ForkJoinTask.invokeAll(tasks);
    } else {
      pool.submit(() -> ForkJoinTask.invokeAll(tasks)).join();
    }
    List<R> results = tasks.stream().flatMap(task -> task.join().stream()).toList();
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    return results;
  }

  @Override
  public int threads() {
    return pool.getParallelism();
  }

  /** The result, alone; nothing once a piece has failed, so that all pieces end before it shows. */
  private static <T, R> List<R> attempt(
      T item,
      Function<? super T, ? extends R> function,
      AtomicReference<@Nullable Throwable> failure) {
    if (failure.get() != null) {
      return List.of();
    }
    try {
      return List.of(function.apply(item));
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      return List.of();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
