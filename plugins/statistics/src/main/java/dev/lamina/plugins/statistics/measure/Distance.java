package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.config.Doc;
import java.util.Arrays;
import java.util.Locale;

/** How far apart two rows of activations are. */
public enum Distance {
  @Doc("1 - x . y / (|x| |y|).")
  COSINE("cosine distance"),
  @Doc("1 - Pearson's correlation of the entries of x and y.")
  CORRELATION("correlation distance"),
  @Doc("|x - y|.")
  EUCLIDEAN("Euclidean distance");

  private final String title;

  Distance(String title) {
    this.title = title;
  }

  /** The name in metrics. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What figures and sentences call it. */
  public String title() {
    return title;
  }

  /**
   * Copies of rows, made ready for {@link #between}: of length 1 unless distances are Euclidean. A
   * row of zeros stays one, and is 1 away from all others.
   *
   * @param rows [n, width]
   */
  public double[][] prepare(double[][] rows) {
    return Arrays.stream(rows).map(this::prepare).toArray(double[][]::new);
  }

  private double[] prepare(double[] row) {
    if (this == EUCLIDEAN) {
      return row.clone();
    }
    double mean = this == CORRELATION ? Arrays.stream(row).sum() / row.length : 0;
    double[] unit = Arrays.stream(row).map(value -> value - mean).toArray();
    double length = Math.sqrt(Vectors.dot(unit, unit));
    for (int i = 0; i < unit.length && length > 0; i++) {
      unit[i] /= length;
    }
    return unit;
  }

  /** The distance of two prepared rows. */
  public double between(double[] a, double[] b) {
    if (this != EUCLIDEAN) {
      return 1 - Vectors.dot(a, b);
    }
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  /**
   * The distances of all pairs of rows, [n (n - 1) / 2]: those of row 0 to the later ones, then
   * those of row 1, as scipy's {@code pdist} has them.
   */
  public double[] pairs(double[][] rows) {
    double[][] prepared = prepare(rows);
    double[] distances = new double[rows.length * (rows.length - 1) / 2];
    int pair = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = i + 1; j < rows.length; j++) {
        distances[pair++] = between(prepared[i], prepared[j]);
      }
    }
    return distances;
  }
}
