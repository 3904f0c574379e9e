package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.plugins.probes.split.Folds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    Interval found = bootstrap.interval(1, curves::area);

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
}
