package dev.lamina.plugins.probes.fit;

import java.util.Arrays;

/**
 * A multilayer perceptron with one hidden layer of rectified linear units, {@code z = V max(0, W x
 * + b) + c}. Two classes have one output, the log-odds of class 0; three or more have one a class,
 * whose softmax are the classes' probabilities. A class that training rows lacked has minus
 * infinity.
 *
 * @param weights W, [hidden, d_model]
 * @param biases b, [hidden]
 * @param outputs V, [outputs, hidden]
 * @param intercepts c, [outputs]
 */
record Mlp(double[][] weights, double[] biases, double[][] outputs, double[] intercepts)
    implements Classifier {

  @Override
  public double[] decide(float[] row) {
    double[] decisions = intercepts.clone();
    for (int h = 0; h < biases.length; h++) {
      double active = Math.max(0, biases[h] + dot(weights[h], row));
      for (int k = 0; k < decisions.length; k++) {
        decisions[k] += outputs[k][h] * active;
      }
    }
    return decisions;
  }

  private static double dot(double[] weights, float[] row) {
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j + 1 < row.length; j += 2) {
      even += weights[j] * row[j];
      odd += weights[j + 1] * row[j + 1];
    }
    return j < row.length ? even + odd + weights[j] * row[j] : even + odd;
  }

  /** One that looks at nothing: {@link LinearClassifier#beforeFit}. */
  static Mlp beforeFit(TrainingSet set) {
    double[] intercepts = LinearClassifier.beforeFit(set, 0).intercepts();
    double[][] outputs = new double[intercepts.length][0];
    return new Mlp(new double[0][], new double[0], outputs, intercepts);
  }

  /** With an output for each class of a set, of which this one's are those that are present. */
  Mlp among(TrainingSet set) {
    if (set.classes() == 2) {
      return this;
    }
    Mlp all = beforeFit(set);
    int[] present = set.present();
    for (int k = 0; k < present.length; k++) {
      all.outputs[present[k]] = outputs[k];
      all.intercepts[present[k]] = intercepts[k];
    }
    for (int k = 0; k < all.outputs.length; k++) {
      all.outputs[k] = Arrays.copyOf(all.outputs[k], biases.length);
    }
    return new Mlp(weights, biases, all.outputs, all.intercepts);
  }
}
