package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.service.Parallel;
import dev.lamina.api.service.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A two-sided permutation test of the difference of two groups' means. Labels are dealt anew to the
 * rows, the groups' sizes kept; the p value is {@code (b + 1) / (m + 1)} (Phipson and Smyth 2010),
 * b of m permutations having a difference at least as large as the observed one. All variables see
 * the same permutations.
 */
public final class PermutationTest {

  /** Permutations that share a stream of random numbers; fixed, so that threads do not matter. */
  private static final int BLOCK = 100;

  private final Seeds seeds;
  private final Parallel parallel;
  private final int permutations;

  public PermutationTest(Seeds seeds, Parallel parallel, int permutations) {
    this.seeds = seeds;
    this.parallel = parallel;
    this.permutations = permutations;
  }

  /**
   * Tests every variable.
   *
   * @param variables for each variable its value in every row, [rows]
   * @param first the rows of the first group; the others are the second
   * @return a p value a variable; 1 of one that is not a number in every row
   */
  public double[] pValues(List<double[]> variables, int[] first) {
    List<Observed> tests = variables.stream().map(values -> Observed.of(values, first)).toList();
    int blocks = (permutations + BLOCK - 1) / BLOCK;
    List<int[]> counts =
        parallel.map(
            IntStream.range(0, blocks).boxed().toList(), block -> exceedances(tests, first, block));
    double[] pValues = new double[tests.size()];
    for (int test = 0; test < pValues.length; test++) {
      long exceeding = 0;
      for (int[] count : counts) {
        exceeding += count[test];
      }
      pValues[test] = (exceeding + 1.0) / (permutations + 1.0);
    }
    return pValues;
  }

  private int[] exceedances(List<Observed> tests, int[] first, int block) {
    SplittableRandom random = seeds.random("permutations." + block);
    int[] rows = IntStream.range(0, tests.get(0).values().length).toArray();
    int[] counts = new int[tests.size()];
    int end = Math.min(BLOCK, permutations - block * BLOCK);
    for (int permutation = 0; permutation < end; permutation++) {
      deal(rows, first.length, random);
      for (int test = 0; test < counts.length; test++) {
        if (tests.get(test).reachedBy(rows, first.length)) {
          counts[test]++;
        }
      }
    }
    return counts;
  }

  /**
   * Fisher and Yates's shuffle, as far as it matters: the first {@code count} are a random draw.
   */
  private static void deal(int[] rows, int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, rows.length);
      int row = rows[i];
      rows[i] = rows[other];
      rows[other] = row;
    }
  }

  /**
   * A variable and the difference observed in it.
   *
   * @param values centred, so that the difference of means is a multiple of the first group's sum
   * @param bound the size of the observed sum, less what rounding may take from an equal one
   */
  private record Observed(double[] values, double bound) {

    static Observed of(double[] values, int[] first) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double[] centred = Arrays.stream(values).map(value -> value - mean).toArray();
      double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
      double observed = Math.abs(sum(centred, first, first.length));
      if (Double.isNaN(observed)) { // says nothing: every permutation reaches it
        return new Observed(new double[values.length], 0);
      }
      return new Observed(centred, observed - 1e-12 * largest * values.length);
    }

    boolean reachedBy(int[] rows, int count) {
      return Math.abs(sum(values, rows, count)) >= bound;
    }

    private static double sum(double[] values, int[] rows, int count) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += values[rows[i]];
      }
      return sum;
    }
  }
}
