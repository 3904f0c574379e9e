package dev.lamina.plugins.probes.score;

/**
 * How far probabilities of one of two classes can be taken at their word.
 *
 * @param brier the Brier score, the mean of {@code (p - y)^2}; 0.25 for always one half (Brier
 *     1950)
 * @param ece the expected calibration error: over {@value #BINS} bins of p of equal width, how far
 *     the mean p is from the share of the class, weighted by the rows of the bin (Naeini, Cooper
 *     and Hauskrecht 2015, Obtaining Well Calibrated Probabilities Using Bayesian Binning)
 */
public record Calibration(double brier, double ece) {

  private static final int BINS = 10;

  /**
   * Measures.
   *
   * @param logOdds of class 0, a row each
   * @param labels for each row its class, 0 or 1
   */
  public static Calibration of(double[] logOdds, int[] labels) {
    double squares = 0;
    double[] excess = new double[BINS]; // sum of p - y
    for (int row = 0; row < logOdds.length; row++) {
      double p = 1 / (1 + Math.exp(-logOdds[row]));
      double error = p - (labels[row] == 0 ? 1 : 0);
      squares += error * error;
      excess[Math.min(BINS - 1, (int) (p * BINS))] += error;
    }
    double ece = 0;
    for (double bin : excess) {
      ece += Math.abs(bin) / logOdds.length;
    }
    return new Calibration(squares / logOdds.length, ece);
  }
}
