package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static boolean[] everyFifthWrong(int rows) {
    boolean[] right = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      right[row] = row % 5 != 0;
    }
    return right;
  }

  /** The standard error of a share of 0.8 of 500 is 0.0179; 1.96 of them are 0.0351. */
  @Test
  void singleRowsHaveABinomialInterval() {
    Bootstrap bootstrap = new Bootstrap(IntStream.range(0, 500).toArray(), new SplittableRandom(1));
    Interval of = bootstrap.interval(0.8, everyFifthWrong(500));

    assertThat(of.mean()).isEqualTo(0.8);
    assertThat(of.low()).isCloseTo(0.8 - 0.0351, within(0.006));
    assertThat(of.high()).isCloseTo(0.8 + 0.0351, within(0.006));
  }

  /** Of groups of five that are right or wrong as one, there are 100: sqrt(5) times as wide. */
  @Test
  void groupsThatAreRightTogetherCountOnce() {
    int[] groups = IntStream.range(0, 500).map(row -> row / 5).toArray();
    boolean[] right = new boolean[500];
    for (int row = 0; row < 500; row++) {
      right[row] = row / 5 % 5 != 0;
    }
    Interval of = new Bootstrap(groups, new SplittableRandom(1)).interval(0.8, right);

    assertThat(of.high() - of.low()).isCloseTo(2 * 0.0784, within(0.015));
  }

  /** Each group has four of five right: drawing groups changes nothing. */
  @Test
  void groupsThatAreAllAlikeLeaveNoDoubt() {
    int[] groups = IntStream.range(0, 500).map(row -> row / 5 * 7).toArray();
    Interval of =
        new Bootstrap(groups, new SplittableRandom(1)).interval(0.8, everyFifthWrong(500));

    assertThat(of).isEqualTo(new Interval(0.8, 0.8, 0.8));
  }

  /** Means 3 and 1 of 250 unit Gaussians each: the standard error is sqrt(2 / 250) = 0.0894. */
  @Test
  void aDifferenceOfMeansHasItsStandardError() {
    Random random = new Random(3);
    int[] labels = IntStream.range(0, 500).map(row -> row % 2).toArray();
    double[] values =
        IntStream.of(labels).mapToDouble(of -> random.nextGaussian() + (of == 0 ? 3 : 1)).toArray();
    Interval of =
        new Bootstrap(IntStream.range(0, 500).toArray(), new SplittableRandom(1))
            .difference(values, labels);

    assertThat(of.mean()).isCloseTo(2, within(0.27)); // three standard errors
    assertThat(of.high() - of.low()).isCloseTo(2 * 1.96 * 0.0894, within(0.04));
  }

  /** Pairs that differ by 2 and share all else leave no doubt of it. */
  @Test
  void whatPairsShareDoesNotWidenTheirDifference() {
    Random random = new Random(3);
    double[] values = new double[100];
    int[] labels = new int[100];
    int[] pairs = new int[100];
    for (int row = 0; row < 100; row += 2) {
      double shared = 10 * random.nextGaussian();
      values[row] = shared + 1;
      values[row + 1] = shared - 1;
      labels[row + 1] = 1;
      pairs[row] = row;
      pairs[row + 1] = row;
    }
    Interval of = new Bootstrap(pairs, new SplittableRandom(1)).difference(values, labels);

    assertThat(of.low()).isCloseTo(2, within(1e-9));
    assertThat(of.high()).isCloseTo(2, within(1e-9));
  }

  /** Wilson's interval of 16 of 16 begins at 16 / (16 + 3.84). */
  @Test
  void perfectSharesAreNotCertain() {
    Bootstrap bootstrap = new Bootstrap(IntStream.range(0, 16).toArray(), new SplittableRandom(1));
    boolean[] all = new boolean[16];

    assertThat(bootstrap.interval(0, all).low()).isZero();
    assertThat(bootstrap.interval(0, all).high()).isCloseTo(1 - 0.8064, within(1e-4));
    Arrays.fill(all, true);
    assertThat(bootstrap.interval(1, all).low()).isCloseTo(0.8064, within(1e-4));
    assertThat(bootstrap.interval(1, all).high()).isEqualTo(1);
  }

  @Test
  void theIntervalReachesTheEstimate() {
    Interval of =
        new Bootstrap(new int[] {1, 2, 3}, new SplittableRandom(1))
            .interval(0.9, new boolean[] {true, false, false});

    assertThat(of.high()).isGreaterThanOrEqualTo(0.9);
    assertThat(of.mean()).isEqualTo(0.9);
  }

  /** Where two probes never differ, either may yet be better: both sides are open. */
  @Test
  void aChangeOfNothingIsOpenToBothSides() {
    Bootstrap bootstrap = new Bootstrap(IntStream.range(0, 60).toArray(), new SplittableRandom(1));
    Interval none = bootstrap.change(0, new double[60]);
    assertThat(none.high()).isCloseTo(3.8415 / 63.8415, within(1e-12));
    assertThat(none.low()).isEqualTo(-none.high());

    double[] some = new double[60];
    some[3] = 1;
    some[4] = 1;
    some[5] = -1;
    Interval change = bootstrap.change(1 / 60.0, some);
    assertThat(change.low()).isBetween(-0.06, 0.0);
    assertThat(change.high()).isBetween(0.02, 0.1);
  }
}
