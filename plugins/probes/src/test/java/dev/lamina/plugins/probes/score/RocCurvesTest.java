package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RocCurvesTest {

  private static final int ROWS = 60;
  private static final Folds FOLDS =
      new Folds(IntStream.range(0, ROWS).map(row -> row % 3).toArray(), 3);

  private final SplittableRandom random = new SplittableRandom(5);

  /** Rows that are there twice or not at all are the same as a longer or shorter list of them. */
  @Test
  void timesAreCopies() {
    for (int classes = 2; classes <= 4; classes++) {
      int k = classes;
      int[] labels = IntStream.range(0, ROWS).map(row -> random.nextInt(k)).toArray();
      double[][] decisions = decisions(labels, classes);
      RocCurves curves = new RocCurves(heldOut(decisions), FOLDS, labels, classes);
      int[] times = IntStream.range(0, ROWS).map(row -> random.nextInt(4)).toArray();

      double sum = 0;
      for (int fold = 0; fold < 3; fold++) {
        List<Integer> copies = new ArrayList<>();
        for (int row : FOLDS.test(fold)) {
          for (int copy = 0; copy < times[row]; copy++) {
            copies.add(row);
          }
        }
        double[][] copied = copies.stream().map(row -> decisions[row]).toArray(double[][]::new);
        int[] truth = copies.stream().mapToInt(row -> labels[row]).toArray();
        sum += TestScores.of(copied, truth, classes).auc();
      }
      assertThat(curves.area(times)).isCloseTo(sum / 3, within(1e-12));
    }
  }

  /** What separates all rows may have been lucky: Wilson's bound of 60 groups. */
  @Test
  void perfectSeparationIsNotCertain() {
    int[] labels = IntStream.range(0, ROWS).map(row -> row / 3 % 2).toArray();
    double[][] decisions =
        Arrays.stream(labels)
            .mapToObj(label -> new double[] {label == 0 ? 1 : -1})
            .toArray(double[][]::new);
    RocCurves curves = new RocCurves(heldOut(decisions), FOLDS, labels, 2);
    Bootstrap bootstrap =
        new Bootstrap(IntStream.range(0, ROWS).toArray(), new SplittableRandom(1));

    Interval found = bootstrap.probability(1, curves::area);

    assertThat(found.mean()).isEqualTo(1);
    assertThat(found.low()).isCloseTo(1 - 3.8415 / 63.8415, within(1e-12));
    assertThat(found.high()).isEqualTo(1);
  }

  private double[][] decisions(int[] labels, int classes) {
    double[][] decisions = new double[ROWS][classes == 2 ? 1 : classes];
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < decisions[row].length; k++) {
        // rounded, so that there are ties
        decisions[row][k] = Math.rint(4 * random.nextDouble()) + (labels[row] == k ? 1 : 0);
      }
    }
    return decisions;
  }

  private static HeldOut heldOut(double[][] decisions) {
    return new HeldOut(List.of(), IntStream.range(0, ROWS).toArray(), decisions);
  }

  /**
   * Of 200 unit Gaussians each whose means are 1 apart, the area is 0.760 and its standard error
   * 0.0237 (Hanley and McNeil 1982, with Q1 = A / (2 - A) and Q2 = 2 A^2 / (1 + A)).
   */
  @Test
  void theAreaUnderTheCurveHasItsStandardError() {
    Random random = new Random(3);
    int[] labels = IntStream.range(0, 400).map(row -> row % 2).toArray();
    double[] scores =
        IntStream.of(labels).mapToDouble(of -> random.nextGaussian() + (of == 0 ? 1 : 0)).toArray();
    scores[7] = Double.NaN;
    Interval of = interval(scores, labels);

    assertThat(of.mean()).isCloseTo(0.760, within(3 * 0.0237));
    assertThat(of.high() - of.low()).isCloseTo(2 * 1.96 * 0.0237, within(0.015));
  }

  @Test
  void theAreaUnderTheCurveIsMannAndWhitneys() {
    Random random = new Random(4);
    int[] labels = IntStream.range(0, 60).map(row -> row % 3 == 0 ? 1 : 0).toArray();
    double[] scores = random.ints(60, 0, 9).asDoubleStream().toArray(); // with ties
    Interval of = interval(scores, labels);

    assertThat(of.mean()).isCloseTo(TestScores.auc(scores, labels, 0), within(1e-12));
    assertThat(of.mean()).isBetween(of.low(), of.high());
  }

  private static Interval interval(double[] scores, int[] labels) {
    int[] rows = IntStream.range(0, scores.length).toArray();
    RocCurves curve = new RocCurves(scores, labels);
    int[] once = new int[scores.length];
    Arrays.fill(once, 1);
    return new Bootstrap(rows, new SplittableRandom(1)).probability(curve.area(once), curve::area);
  }
}
