package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResampledTestTest {

  private static final double FIVE_FOLDS = 5 / 4.0;

  private static double[] right(int rows, int wrong) {
    double[] right = new double[rows];
    Arrays.fill(right, wrong, rows, 1);
    return right;
  }

  private static int[] single(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  /**
   * 60 of 100 single rows: the variance of the share is .6 .4 / 99, times 1 + 5 / 4; scipy's {@code
   * t.sf(0.1 / sqrt(0.24 / 99 * 2.25), 99)}.
   */
  @Test
  void equalsTheFormula() {
    double found = ResampledTest.pValue(right(100, 40), single(100), 0.5, FIVE_FOLDS);

    assertThat(found).isCloseTo(0.08940857, within(1e-7));
  }

  /** Rows that are right or wrong as ones of ten are ten pieces of evidence, not a hundred. */
  @Test
  void groupsCountOnce() {
    int[] tens = IntStream.range(0, 100).map(row -> row / 10).toArray();

    assertThat(ResampledTest.pValue(right(100, 40), tens, 0.5, FIVE_FOLDS))
        .isGreaterThan(ResampledTest.pValue(right(100, 40), single(100), 0.5, FIVE_FOLDS));
    // a pair of which one is always right and one wrong leaves no doubt that it is one half
    double[] halves = new double[100];
    for (int row = 0; row < 100; row += 2) {
      halves[row] = 1;
    }
    int[] pairs = IntStream.range(0, 100).map(row -> row / 2).toArray();
    assertThat(ResampledTest.pValue(halves, pairs, 0.5, FIVE_FOLDS)).isEqualTo(0.5);
  }

  /** Fifty prompts that are all right may have been lucky. */
  @Test
  void perfectScoresAreNotCertain() {
    assertThat(ResampledTest.pValue(right(50, 0), single(50), 0.5, FIVE_FOLDS)).isLessThan(1e-6);
    assertThat(ResampledTest.pValue(right(50, 0), single(50), 0.97, FIVE_FOLDS))
        .isGreaterThan(0.05);
    assertThat(ResampledTest.pValue(right(4, 0), new int[4], 0.5, 2.0)).isEqualTo(1);
  }
}
