package dev.lamina.plugins.statistics.spectrum;

import dev.lamina.api.activation.Matrix;

/**
 * How rows' variance is shared by their principal components.
 *
 * @param shares of the total, descending, as many as there are prompts or dimensions, whichever is
 *     fewer; NaN if rows do not differ
 * @param participationRatio {@link ParticipationRatio}
 */
public record Spectrum(double[] shares, double participationRatio) {

  /** That of some rows. */
  public static Spectrum of(Matrix matrix, int[] rows) {
    double[] eigenvalues = Eigenvalues.of(CentredProducts.of(matrix, rows));
    double total = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      eigenvalues[i] = Math.max(0, eigenvalues[i]); // a zero may be rounded to below
      total += eigenvalues[i];
    }
    double ratio = ParticipationRatio.of(eigenvalues);
    for (int i = 0; i < eigenvalues.length; i++) {
      eigenvalues[i] /= total;
    }
    return new Spectrum(eigenvalues, ratio);
  }

  /** The share of the first components together, one value a number of components, from 1. */
  public double[] cumulative() {
    double[] sums = shares.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    return sums;
  }

  /** How many components it takes for a share of the variance; NaN if rows do not differ. */
  public double dimensions(double share) {
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += shares[i];
      if (sum >= share || (i == shares.length - 1 && !Double.isNaN(sum))) {
        return i + 1;
      }
    }
    return Double.NaN;
  }
}
