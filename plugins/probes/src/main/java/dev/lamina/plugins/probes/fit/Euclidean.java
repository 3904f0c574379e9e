package dev.lamina.plugins.probes.fit;

/** All directions count alike. */
final class Euclidean implements ClassMetric {

  @Override
  public double[][] apply(double[][] centred, int[] codes, double[][] vectors) {
    return vectors;
  }
}
