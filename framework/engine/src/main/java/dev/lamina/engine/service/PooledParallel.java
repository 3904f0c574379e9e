package dev.lamina.engine.service;

import dev.lamina.api.service.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;

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
    List<ForkJoinTask<R>> tasks = new ArrayList<>();
    for (T item : items) {
      tasks.add(ForkJoinTask.adapt((Callable<R>) () -> function.apply(item)));
    }
    if (ForkJoinTask.getPool() == pool) {
      ForkJoinTask.invokeAll(tasks);
    } else {
      pool.submit(() -> ForkJoinTask.invokeAll(tasks)).join();
    }
    return tasks.stream().map(ForkJoinTask::join).toList();
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
