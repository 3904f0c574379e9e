package dev.lamina.plugins.probes.score;

import dev.lamina.plugins.probes.fit.LinearClassifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well decisions agree with labels on one test set.
 *
 * @param accuracy the share of rows whose class is predicted
 * @param auc the area under the ROC curve, {@code P(s+ > s-) + P(s+ = s-) / 2}; for three or more
 *     classes its mean over the classes, each against the rest; NaN where a class is alone
 * @param f1 {@code 2 TP / (2 TP + FP + FN)} of class 0; for three or more classes its mean over the
 *     classes that are there or predicted
 */
public record TestScores(double accuracy, double auc, double f1) {

  /**
   * Scores.
   *
   * @param decisions for each row a probe's decisions, as {@link LinearClassifier#decide}
   * @param labels for each row its class
   */
  public static TestScores of(double[][] decisions, int[] labels, int classes) {
    int[] predicted = Arrays.stream(decisions).mapToInt(LinearClassifier::predicted).toArray();
    long right =
        IntStream.range(0, labels.length).filter(row -> predicted[row] == labels[row]).count();
    int curves = classes == 2 ? 1 : classes;
    double auc =
        IntStream.range(0, curves)
            .mapToDouble(k -> auc(column(decisions, k), labels, k))
            .filter(value -> !Double.isNaN(value))
            .average()
            .orElse(Double.NaN);
    double f1 =
        classes == 2
            ? zeroIfUndefined(f1(predicted, labels, 0))
            : IntStream.range(0, classes)
                .mapToDouble(k -> f1(predicted, labels, k))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(0);
    return new TestScores(right / (double) labels.length, auc, f1);
  }

  private static double[] column(double[][] decisions, int k) {
    return Arrays.stream(decisions).mapToDouble(row -> row[k]).toArray();
  }

  /**
   * The area under the ROC curve, by the sum of the ranks of class {@code positive}, ties sharing
   * their mean rank (Mann and Whitney); NaN where a class is alone.
   */
  public static double auc(double[] scores, int[] labels, int positive) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(row -> scores[row]));
    double rankSum = 0;
    long positives = 0;
    int start = 0;
    while (start < order.length) {
      int end = start;
      while (end < order.length && scores[order[end]] == scores[order[start]]) {
        end++;
      }
      double midRank = (start + 1 + end) / 2.0;
      for (int i = start; i < end; i++) {
        if (labels[order[i]] == positive) {
          rankSum += midRank;
          positives++;
        }
      }
      start = end;
    }
    long negatives = scores.length - positives;
    return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  private static double f1(int[] predicted, int[] labels, int of) {
    int both = 0;
    int either = 0;
    for (int row = 0; row < labels.length; row++) {
      both += predicted[row] == of && labels[row] == of ? 2 : 0;
      either += (predicted[row] == of ? 1 : 0) + (labels[row] == of ? 1 : 0);
    }
    return either == 0 ? Double.NaN : both / (double) either;
  }

  private static double zeroIfUndefined(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
