package dev.lamina.plugins.probes.fit.margin;

import dev.lamina.plugins.probes.fit.TrainingSet;

/**
 * One class against the others in a training set, as a function of its weights and intercept
 * [d_model + 1], which are those of rows standardized by the set:
 *
 * <pre>f(w, b) = |w|^2 / 2 + C sum_i loss(y_i (w . z_i + b)),  z = (x - mean) / scale
 * </pre>
 *
 * <p>Since {@code w . z = (w / scale) . x - (w / scale) . mean}, it is computed from rows x that
 * all sets share.
 */
final class Decision {

  private final TrainingSet set;
  private final int positive;
  private final Loss loss;
  private final double c;

  /**
   * Poses.
   *
   * @param positive the class whose y is 1
   */
  Decision(TrainingSet set, int positive, Loss loss, double c) {
    this.set = set;
    this.positive = positive;
    this.loss = loss;
    this.c = c;
  }

  /** {@code w / scale}. */
  float[] weights(double[] point) {
    double[] scale = set.standard().scale();
    float[] weights = new float[scale.length];
    for (int j = 0; j < scale.length; j++) {
      weights[j] = (float) (point[j] / scale[j]);
    }
    return weights;
  }

  /**
   * Fills in the derivative of f by each row's decision, and returns f.
   *
   * @param products {@code weights(point) . x} of every row
   * @param residuals [rows]; those of rows outside the set stay 0
   */
  double value(double[] point, float[] products, float[] residuals) {
    double[] mean = set.standard().mean();
    double[] scale = set.standard().scale();
    double intercept = point[mean.length];
    double penalty = 0;
    for (int j = 0; j < mean.length; j++) {
      intercept -= point[j] / scale[j] * mean[j];
      penalty += point[j] * point[j];
    }
    Loss.Sum sum = loss.sum();
    for (int row : set.rows()) {
      double y = set.labels()[row] == positive ? 1 : -1;
      double margin = y * (products[row] + intercept);
      residuals[row] = (float) (y * c * sum.add(margin));
    }
    return penalty / 2 + c * sum.total();
  }

  /**
   * The gradient of f.
   *
   * @param sums the residuals times the rows, [d_model]
   */
  double[] gradient(double[] point, float[] residuals, double[] sums) {
    double[] mean = set.standard().mean();
    double[] scale = set.standard().scale();
    double total = 0;
    for (int row : set.rows()) {
      total += residuals[row];
    }
    double[] gradient = new double[mean.length + 1];
    for (int j = 0; j < mean.length; j++) {
      gradient[j] = point[j] + (sums[j] - total * mean[j]) / scale[j];
    }
    gradient[mean.length] = total;
    return gradient;
  }

  /** The size of a gradient that a tolerance of 1 allows: that of the rows' mean loss is C n. */
  double unit() {
    return c * set.rows().length;
  }
}
