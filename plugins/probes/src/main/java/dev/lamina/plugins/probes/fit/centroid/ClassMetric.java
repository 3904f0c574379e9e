package dev.lamina.plugins.probes.fit.centroid;

/** How distances to class means are measured: a quadratic form made from the training rows. */
public interface ClassMetric {

  /**
   * Applies the form to vectors.
   *
   * @param centred the training rows, each without its class's mean, [rows, d_model]; may be
   *     changed
   * @param codes for each of them its class, 0 to {@code vectors.length - 1}
   * @param vectors [classes, d_model]
   * @return [classes, d_model]
   */
  double[][] apply(double[][] centred, int[] codes, double[][] vectors);
}
