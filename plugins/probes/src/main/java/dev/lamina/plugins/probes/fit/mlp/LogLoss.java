package dev.lamina.plugins.probes.fit.mlp;

import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.fit.margin.Loss;
import java.util.Arrays;

/**
 * The mean of {@code -log p} of the true classes of a training set, from outputs: for two classes
 * one, the log-odds of class 0, for three or more one a class that is present, whose softmax are
 * the probabilities.
 */
final class LogLoss {

  private final TrainingSet set;
  private final int[] present;

  LogLoss(TrainingSet set) {
    this.set = set;
    this.present = set.present();
  }

  /** How many outputs it is of. */
  int outputs() {
    return set.classes() == 2 ? 1 : present.length;
  }

  /**
   * The loss.
   *
   * @param outputs [outputs, rows]; replaced by the derivatives, which are 0 outside the set
   */
  double differentiate(float[][] outputs) {
    float[][] scores = Arrays.stream(outputs).map(float[]::clone).toArray(float[][]::new);
    for (float[] of : outputs) {
      Arrays.fill(of, 0);
    }
    return outputs() == 1 ? logistic(scores[0], outputs[0]) : softmax(scores, outputs);
  }

  private double logistic(float[] scores, float[] derivatives) {
    Loss.Sum sum = Loss.LOGISTIC.sum();
    int n = set.rows().length;
    for (int row : set.rows()) {
      double y = set.labels()[row] == 0 ? 1 : -1;
      derivatives[row] = (float) (y * sum.add(y * scores[row]) / n);
    }
    return sum.total() / n;
  }

  private double softmax(float[][] scores, float[][] derivatives) {
    double loss = 0;
    int n = set.rows().length;
    for (int row : set.rows()) {
      double most = Double.NEGATIVE_INFINITY;
      for (float[] of : scores) {
        most = Math.max(most, of[row]);
      }
      double total = 0;
      for (float[] of : scores) {
        total += Math.exp(of[row] - most);
      }
      int target = Arrays.binarySearch(present, set.labels()[row]);
      loss += most + Math.log(total) - scores[target][row];
      for (int k = 0; k < scores.length; k++) {
        double p = Math.exp(scores[k][row] - most) / total;
        derivatives[k][row] = (float) ((p - (k == target ? 1 : 0)) / n);
      }
    }
    return loss / n;
  }
}
