package dev.lamina.plugins.probes.fit;

import dev.lamina.plugins.probes.fit.algebra.LinearCombination;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of features in float32, standardized over all rows, and once more by feature: products along
 * either side then run along memory. Folds and labelings share them, since a fold's own
 * standardization is a shift and a scale of the weights.
 */
public final class Features {

  /** Rows that are summed in float32 before the sum goes on in float64. */
  private static final int BLOCK = 512;

  private final float[][] rows;
  private final float[][] columns;
  private final Standardization standard;
  private final boolean standardized;
  private final int[] groups;

  private Features(float[][] rows, Standardization standard, boolean standardized, int[] groups) {
    this.rows = rows;
    this.columns = columns(rows);
    this.standard = standard;
    this.standardized = standardized;
    this.groups = groups;
  }

  /**
   * Takes rows over.
   *
   * @param rows [rows, d_model]; standardized in place
   */
  public static Features of(float[][] rows) {
    return of(rows, single(rows.length));
  }

  private static int[] single(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  /**
   * Takes rows over.
   *
   * @param rows [rows, d_model]; standardized in place
   * @param groups for each row its group, which stays together where a probe divides its rows
   */
  public static Features of(float[][] rows, int[] groups) {
    Standardization standard = Standardization.of(rows, IntStream.range(0, rows.length).toArray());
    for (float[] row : rows) {
      standard.apply(row);
    }
    return new Features(rows, standard, true, groups);
  }

  /** Rows as they are, which training sets do not standardize either. */
  public static Features unchanged(float[][] rows) {
    return new Features(rows, Standardization.none(rows[0].length), false, single(rows.length));
  }

  /** A training set of some of the rows, standardized by them where features are. */
  public TrainingSet training(int[] training, int[] labels, int classes) {
    return training(training, List.of(labels), classes).get(0);
  }

  /** Several training sets of the same rows, one a labeling. */
  public List<TrainingSet> training(int[] training, List<int[]> labelings, int classes) {
    Standardization of =
        standardized ? Standardization.of(rows, training) : Standardization.none(columns.length);
    return labelings.stream()
        .map(labels -> new TrainingSet(training, of, labels, classes))
        .toList();
  }

  private static float[][] columns(float[][] rows) {
    int n = rows.length;
    int d = rows[0].length;
    float[][] columns = new float[d][n];
    for (int low = 0; low < n; low += 16) { // a cache line of each column at a time
      int high = Math.min(low + 16, n);
      for (int j = 0; j < d; j++) {
        for (int i = low; i < high; i++) {
          columns[j][i] = rows[i][j];
        }
      }
    }
    return columns;
  }

  /** How many rows there are. */
  public int count() {
    return rows.length;
  }

  /** Features of a row. */
  public int width() {
    return columns.length;
  }

  /** The standardized rows, [rows, d_model]. */
  public float[][] rows() {
    return rows;
  }

  /** The standardized rows by feature, [d_model, rows]. */
  public float[][] columns() {
    return columns;
  }

  /** For each row its group. */
  public int[] groups() {
    return groups;
  }

  /** What was done to the rows. */
  public Standardization standard() {
    return standard;
  }

  /**
   * {@code X w} for several w.
   *
   * @param weights [k, d_model]
   * @return [k, rows]
   */
  public float[][] times(float[][] weights) {
    float[][] products = new float[weights.length][rows.length];
    LinearCombination.add(products, weights, columns, 0, columns.length, 0);
    return products;
  }

  /**
   * {@code X' r} for several r.
   *
   * @param residuals [k, rows]
   * @return [k, d_model]
   */
  public double[][] transposedTimes(float[][] residuals) {
    double[][] sums = new double[residuals.length][columns.length];
    for (int low = 0; low < rows.length; low += BLOCK) {
      float[][] block = new float[residuals.length][columns.length];
      LinearCombination.add(block, residuals, rows, low, Math.min(low + BLOCK, rows.length), 0);
      for (int k = 0; k < block.length; k++) {
        for (int j = 0; j < columns.length; j++) {
          sums[k][j] += block[k][j];
        }
      }
    }
    return sums;
  }
}
