package dev.lamina.plugins.probes.fit.centroid;

/** All directions count alike. */
public final class Euclidean implements ClassMetric {

  @Override
  public double[][] apply(double[][] centred, int[] codes, double[][] vectors) {
    return vectors;
  }
}
