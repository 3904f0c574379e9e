package dev.lamina.plugins.statistics.measure;

/**
 * Size and spread of some rows of activations.
 *
 * @param entries the moments of all entries of the rows
 * @param norms the moments of the rows' L2 norms
 * @param small how many entries are near zero: {@code |x| < sparsity_threshold * std}, std being
 *     that of the whole layer
 */
public record Statistics(Moments entries, Moments norms, long small) {

  static final Statistics NONE = new Statistics(Moments.NONE, Moments.NONE, 0);

  /** The statistics of both sets of rows together. */
  public Statistics merge(Statistics other) {
    return new Statistics(
        entries.merge(other.entries), norms.merge(other.norms), small + other.small);
  }

  /** The mean of the rows' L2 norms. */
  public double l2Norm() {
    return norms.mean();
  }

  /** The share of entries near zero. */
  public double sparsity() {
    return (double) small / entries.count();
  }
}
