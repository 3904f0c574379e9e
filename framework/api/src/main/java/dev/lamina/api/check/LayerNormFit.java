package dev.lamina.api.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The LayerNorm that best gives some vectors from others: {@code (x - mean) / sqrt(variance + eps)
 * w + b}, w and b by least squares for each of the usual eps.
 */
final class LayerNormFit {

  private static final double[] USUAL_EPS = {1e-12, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3};

  private final double eps;
  private final double[] weights;
  private final double[] biases;

  private LayerNormFit(double eps, double[] weights, double[] biases) {
    this.eps = eps;
    this.weights = weights;
    this.biases = biases;
  }

  /**
   * Fits a norm.
   *
   * @param inputs at least 3 vectors
   * @param outputs as many
   */
  static LayerNormFit of(List<float[]> inputs, List<float[]> outputs) {
    LayerNormFit best = fit(USUAL_EPS[0], inputs, outputs);
    for (double eps : USUAL_EPS) {
      LayerNormFit other = fit(eps, inputs, outputs);
      if (other.error(inputs, outputs) < best.error(inputs, outputs)) {
        best = other;
      }
    }
    return best;
  }

  private static LayerNormFit fit(double eps, List<float[]> inputs, List<float[]> outputs) {
    int size = inputs.get(0).length;
    int count = inputs.size();
    List<double[]> normed = inputs.stream().map(input -> normalized(input, eps)).toList();
    double[] weights = new double[size];
    double[] biases = new double[size];
    for (int i = 0; i < size; i++) {
      double meanIn = 0;
      double meanOut = 0;
      for (int row = 0; row < count; row++) {
        meanIn += normed.get(row)[i] / count;
        meanOut += (double) outputs.get(row)[i] / count;
      }
      double products = 0;
      double squares = 0;
      for (int row = 0; row < count; row++) {
        double centred = normed.get(row)[i] - meanIn;
        products += centred * (outputs.get(row)[i] - meanOut);
        squares += centred * centred;
      }
      weights[i] = squares == 0 ? 0 : products / squares;
      biases[i] = meanOut - weights[i] * meanIn;
    }
    return new LayerNormFit(eps, weights, biases);
  }

  private double error(List<float[]> inputs, List<float[]> outputs) {
    double error = 0;
    List<float[]> fitted = apply(inputs);
    for (int row = 0; row < fitted.size(); row++) {
      for (int i = 0; i < weights.length; i++) {
        double difference = fitted.get(row)[i] - outputs.get(row)[i];
        error += difference * difference;
      }
    }
    return error;
  }

  /** The norm of each vector. */
  List<float[]> apply(List<float[]> inputs) {
    List<float[]> outputs = new ArrayList<>();
    for (float[] input : inputs) {
      double[] normed = normalized(input, eps);
      float[] output = new float[normed.length];
      for (int i = 0; i < output.length; i++) {
        output[i] = (float) (normed[i] * weights[i] + biases[i]);
      }
      outputs.add(output);
    }
    return outputs;
  }

  private static double[] normalized(float[] x, double eps) {
    double mean = 0;
    for (float value : x) {
      mean += (double) value / x.length;
    }
    double variance = 0;
    for (float value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    double[] normed = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      normed[i] = (x[i] - mean) / Math.sqrt(variance + eps);
    }
    return normed;
  }
}
