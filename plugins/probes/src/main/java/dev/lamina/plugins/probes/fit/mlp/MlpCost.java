package dev.lamina.plugins.probes.fit.mlp;

import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.fit.algebra.LinearCombination;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What an {@link Mlp} costs on a training set, as a function of its numbers: W [hidden, d_model], b
 * [hidden], V [outputs, hidden] and c [outputs], one after the other,
 *
 * <pre>f = mean_i(-log p(y_i | z_i)) + alpha / (2 n) (|W|^2 + |V|^2),  z = (x - mean) / scale
 * </pre>
 *
 * <p>which is what scikit-learn's MLPClassifier minimizes. Rows are standardized by the set. Since
 * {@code W . z = (W / scale) . x - (W / scale) . mean}, it is computed from rows x that all sets
 * share, as a {@link dev.lamina.plugins.probes.fit.margin.Decision} is.
 */
final class MlpCost {

  private final Features features;
  private final TrainingSet set;
  private final int hidden;
  private final int outputs;
  private final double penalty; // alpha / n
  private final LogLoss loss;

  /** Poses; two or more classes must be present. */
  MlpCost(Features features, TrainingSet set, int hidden, double alpha) {
    this.features = features;
    this.set = set;
    this.hidden = hidden;
    this.loss = new LogLoss(set);
    this.outputs = loss.outputs();
    this.penalty = alpha / set.rows().length;
  }

  /** A value and the gradient there. */
  record Evaluation(double value, double[] gradient) {}

  /**
   * Where a descent starts: each layer's weights and biases uniform within {@code sqrt(6 / (fan in
   * + fan out))} (Glorot and Bengio 2010), as scikit-learn draws them.
   *
   * @param fanIn features of a row, which may be more than these are
   */
  double[] start(int fanIn, SplittableRandom random) {
    double[] point = new double[biases() + hidden + outputs * hidden + outputs];
    double first = Math.sqrt(6.0 / (fanIn + hidden));
    double second = Math.sqrt(6.0 / (hidden + outputs));
    for (int i = 0; i < point.length; i++) {
      double bound = i < last() ? first : second;
      point[i] = random.nextDouble(-bound, bound);
    }
    return point;
  }

  /** Where b begins. */
  private int biases() {
    return hidden * features.width();
  }

  /** Where V begins. */
  private int last() {
    return biases() + hidden;
  }

  Evaluation at(double[] point) {
    Mlp of = classifier(point);
    float[][] active = active(of); // [hidden, rows]
    float[][] errors = filled(of.intercepts(), features.count()); // first the outputs
    LinearCombination.add(errors, floats(of.outputs()), active, 0, hidden, 0);
    double[] gradient = new double[point.length];
    double value = loss.differentiate(errors);
    for (int i = 0; i < point.length; i++) {
      boolean penalized = i < biases() || (i >= last() && i < point.length - outputs);
      if (penalized) {
        value += penalty / 2 * point[i] * point[i];
        gradient[i] = penalty * point[i];
      }
    }
    for (int k = 0; k < outputs; k++) {
      for (int h = 0; h < hidden; h++) {
        gradient[last() + k * hidden + h] += dot(errors[k], active[h]);
      }
      gradient[point.length - outputs + k] = sum(errors[k]);
    }
    throughHidden(of, active, errors, gradient);
    return new Evaluation(value, gradient);
  }

  /** What the hidden units give, [hidden, rows]. */
  private float[][] active(Mlp of) {
    float[][] active = features.times(floats(of.units().weights()));
    for (int h = 0; h < hidden; h++) {
      float bias = (float) of.units().intercepts()[h];
      float[] unit = active[h];
      for (int row = 0; row < unit.length; row++) {
        unit[row] = Math.max(0, unit[row] + bias);
      }
    }
    return active;
  }

  /** Adds the gradient by W and b. */
  private void throughHidden(Mlp of, float[][] active, float[][] errors, double[] gradient) {
    double[][] back = new double[hidden][outputs];
    for (int k = 0; k < outputs; k++) {
      for (int h = 0; h < hidden; h++) {
        back[h][k] = of.outputs()[k][h];
      }
    }
    float[][] residuals = new float[hidden][features.count()];
    LinearCombination.add(residuals, floats(back), errors, 0, outputs, 0);
    for (int h = 0; h < hidden; h++) {
      for (int row = 0; row < residuals[h].length; row++) {
        residuals[h][row] = active[h][row] > 0 ? residuals[h][row] : 0;
      }
    }
    double[][] sums = features.transposedTimes(residuals); // [hidden, d_model]
    double[] mean = set.standard().mean();
    double[] scale = set.standard().scale();
    for (int h = 0; h < hidden; h++) {
      double total = sum(residuals[h]);
      for (int j = 0; j < mean.length; j++) {
        gradient[h * mean.length + j] += (sums[h][j] - total * mean[j]) / scale[j];
      }
      gradient[biases() + h] = total;
    }
  }

  /** The perceptron of the features' rows that a point stands for. */
  Mlp classifier(double[] point) {
    int d = features.width();
    double[][] weights = new double[hidden][];
    for (int h = 0; h < hidden; h++) {
      weights[h] = Arrays.copyOfRange(point, h * d, (h + 1) * d);
    }
    double[] biases = Arrays.copyOfRange(point, biases(), last());
    LinearClassifier units = set.standard().undo(new LinearClassifier(weights, biases));
    double[][] last = new double[outputs][];
    for (int k = 0; k < outputs; k++) {
      last[k] = Arrays.copyOfRange(point, last() + k * hidden, last() + (k + 1) * hidden);
    }
    double[] intercepts = Arrays.copyOfRange(point, point.length - outputs, point.length);
    return new Mlp(units, last, intercepts);
  }

  private static float[][] filled(double[] values, int length) {
    float[][] filled = new float[values.length][length];
    for (int k = 0; k < values.length; k++) {
      Arrays.fill(filled[k], (float) values[k]);
    }
    return filled;
  }

  private static float[][] floats(double[][] rows) {
    float[][] floats = new float[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < floats[i].length; j++) {
        floats[i][j] = (float) rows[i][j];
      }
    }
    return floats;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
