package dev.lamina.plugins.statistics.measure;

import java.util.Arrays;

/** How unevenly the size of a vector of activations x, [width], is shared among its entries. */
public enum Sparseness implements RowMeasure {
  /**
   * {@code (sqrt(n) - sum|x_i| / sqrt(sum x_i^2)) / (sqrt(n) - 1)}, 0 of equal entries and 1 of a
   * single one (Hoyer 2004, section 3.1).
   */
  HOYER("hoyer", "Hoyer sparseness"),
  /**
   * {@code 1 - 2 sum over k of |x|_(k) / sum|x_i| * (n - k + 1/2) / n}, |x|_(k) ascending: 0 of
   * equal entries and {@code 1 - 1/n} of a single one (Hurley and Rickard 2009, equation 2).
   */
  GINI("gini", "Gini index"),
  /**
   * The entries' excess kurtosis {@code m4 / m2^2 - 3}, moments about the mean divided by n
   * (scipy's {@code kurtosis}): 0 of normal numbers, large of few large entries.
   */
  KURTOSIS("kurtosis", "Excess kurtosis");

  private final String id;
  private final String title;

  Sparseness(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The name of its metric. */
  public String id() {
    return id;
  }

  /** What figures call it. */
  public String title() {
    return title;
  }

  /** NaN of a row without spread: all of it 0, for kurtosis all of it equal. */
  @Override
  public double of(float[] row) {
    return switch (this) {
      case HOYER -> hoyer(row);
      case GINI -> gini(row);
      case KURTOSIS -> kurtosis(row);
    };
  }

  private static double hoyer(float[] row) {
    double sum = 0;
    double squares = 0;
    for (float value : row) {
      sum += Math.abs(value);
      squares += (double) value * value;
    }
    double root = Math.sqrt(row.length);
    return (root - sum / Math.sqrt(squares)) / (root - 1);
  }

  private static double gini(float[] row) {
    float[] sizes = row.clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    Arrays.sort(sizes);
    double sum = 0;
    double weighted = 0;
    int n = sizes.length;
    for (int i = 0; i < n; i++) {
      sum += sizes[i];
      weighted += sizes[i] * (n - i - 0.5);
    }
    return 1 - 2 * weighted / (sum * n);
  }

  private static double kurtosis(float[] row) {
    Moments moments = Moments.of(row);
    double fourth = 0;
    for (float value : row) {
      double square = (value - moments.mean()) * (value - moments.mean());
      fourth += square * square;
    }
    return row.length * fourth / (moments.squares() * moments.squares()) - 3;
  }
}
