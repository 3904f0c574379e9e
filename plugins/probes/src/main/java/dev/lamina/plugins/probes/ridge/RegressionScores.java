package dev.lamina.plugins.probes.ridge;

import dev.lamina.plugins.probes.split.Folds;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well numbers are predicted, over all held-out rows together.
 *
 * @param r2 {@code 1 - sum (y - predicted)^2 / sum (y - mean y)^2}, scikit-learn's r2_score
 * @param pearson the correlation with the predicted numbers, 0 where these are all the same
 * @param spearman that of the ranks, ties sharing their mean rank
 * @param mae the mean absolute error
 * @param baseline the mean absolute error of predicting the training rows' mean
 */
record RegressionScores(double r2, double pearson, double spearman, double mae, double baseline) {

  /**
   * Scores.
   *
   * @param means for each row that of the rows that its prediction was trained on
   */
  static RegressionScores of(double[] truth, double[] predicted, double[] means) {
    double mean = mean(truth);
    double errors = 0;
    double mae = 0;
    double all = 0;
    double baseline = 0;
    for (int i = 0; i < truth.length; i++) {
      double error = truth[i] - predicted[i];
      errors += error * error;
      mae += Math.abs(error) / truth.length;
      all += (truth[i] - mean) * (truth[i] - mean);
      baseline += Math.abs(truth[i] - means[i]) / truth.length;
    }
    return new RegressionScores(
        1 - errors / all,
        correlation(truth, predicted),
        correlation(ranks(truth), ranks(predicted)),
        mae,
        baseline);
  }

  /** For each tested row the mean of the rows outside its fold. */
  static double[] trainingMeans(double[] values, Folds folds) {
    double[] means = new double[values.length];
    for (int fold = 0; fold < folds.count(); fold++) {
      double mean =
          IntStream.of(folds.training(fold)).mapToDouble(row -> values[row]).average().orElse(0);
      for (int row : folds.test(fold)) {
        means[row] = mean;
      }
    }
    return means;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double both = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - meanA) * (b[i] - meanB);
      squaresA += (a[i] - meanA) * (a[i] - meanA);
      squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    return squaresA * squaresB > 0 ? both / Math.sqrt(squaresA * squaresB) : 0;
  }

  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(values).map(value -> midRank(sorted, value)).toArray();
  }

  /** Between the first and the last place of a value. */
  private static double midRank(double[] sorted, double value) {
    int at = Arrays.binarySearch(sorted, value);
    int first = at;
    int last = at;
    while (first > 0 && sorted[first - 1] == value) {
      first--;
    }
    while (last + 1 < sorted.length && sorted[last + 1] == value) {
      last++;
    }
    return (first + last) / 2.0;
  }
}
