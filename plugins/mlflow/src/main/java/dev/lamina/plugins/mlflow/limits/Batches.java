package dev.lamina.plugins.mlflow.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts what is logged into requests that MLflow takes. */
public final class Batches {

  /** Metrics in a request. */
  public static final int METRICS = 1000;

  /** Params, or tags, in a request. */
  public static final int PARAMS_OR_TAGS = 100;

  /** MLflow refuses requests of more than 1,000,000 characters; the rest is for the frame. */
  private static final int BYTES = 900_000;

  private Batches() {}

  /**
   * The items in order, in lists of at most so many.
   *
   * @param size bytes that an item takes in a request
   */
  public static <T> List<List<T>> of(List<T> items, int most, ToIntFunction<T> size) {
    List<List<T>> batches = new ArrayList<>();
    List<T> batch = new ArrayList<>();
    int bytes = 0;
    for (T item : items) {
      int itemBytes = size.applyAsInt(item);
      if (!batch.isEmpty() && (batch.size() == most || bytes + itemBytes > BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(item);
      bytes += itemBytes;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
