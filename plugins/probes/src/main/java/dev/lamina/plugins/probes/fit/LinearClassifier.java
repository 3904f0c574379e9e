package dev.lamina.plugins.probes.fit;

import java.util.Arrays;

/**
 * A direction and a threshold for each decision. Two classes have one decision, positive for class
 * 0; three or more have one decision a class, that class against the rest.
 *
 * @param weights [decisions, d_model]
 * @param intercepts [decisions]
 */
public record LinearClassifier(double[][] weights, double[] intercepts) implements Classifier {

  /** {@code weights[k] . row + intercepts[k]} for each decision k. */
  @Override
  public double[] decide(float[] row) {
    double[] decisions = intercepts.clone();
    for (int k = 0; k < decisions.length; k++) {
      double[] weight = weights[k];
      double sum = 0;
      for (int j = 0; j < weight.length; j++) {
        sum += weight[j] * row[j];
      }
      decisions[k] += sum;
    }
    return decisions;
  }

  /** The class that decisions mean. A tie of two classes goes to class 1. */
  public static int predicted(double[] decisions) {
    if (decisions.length == 1) {
      return decisions[0] > 0 ? 0 : 1;
    }
    int best = 0;
    for (int k = 1; k < decisions.length; k++) {
      if (decisions[k] > decisions[best]) {
        best = k;
      }
    }
    return best;
  }

  /**
   * What a set's classifier is before it is fitted: classes that are absent are never predicted,
   * and one that is alone always.
   */
  public static LinearClassifier beforeFit(TrainingSet set, int dModel) {
    int[] present = set.present();
    double[] intercepts = new double[decisions(set.classes())];
    Arrays.fill(intercepts, Double.NEGATIVE_INFINITY);
    if (present.length == 1) {
      boolean second = set.classes() == 2 && present[0] == 1;
      intercepts[set.classes() == 2 ? 0 : present[0]] = second ? -1 : 1;
    }
    return new LinearClassifier(new double[intercepts.length][dModel], intercepts);
  }

  /** How many decisions a number of classes needs. */
  static int decisions(int classes) {
    return classes == 2 ? 1 : classes;
  }
}
