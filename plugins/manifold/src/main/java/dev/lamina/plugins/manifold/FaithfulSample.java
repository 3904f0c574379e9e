package dev.lamina.plugins.manifold;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.manifold.neighbour.Distances;
import dev.lamina.plugins.manifold.neighbour.Faithfulness;
import dev.lamina.plugins.manifold.neighbour.Pairwise;
import dev.lamina.plugins.manifold.report.ColouredRows;
import dev.lamina.plugins.manifold.separation.StratifiedSample;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The rows by which a projection's {@link Faithfulness} is measured: all, or a part of very many,
 * as all pairs are compared.
 *
 * @param measured indices into the projected rows
 * @param neighbours the size of a neighbourhood; 0 if there are too few rows for any
 */
record FaithfulSample(int[] measured, int neighbours) {

  static final String KEY = "trustworthiness_neighbors";
  private static final int MOST_ROWS = 2000;
  private static final int USUAL = 5;

  /**
   * Chooses.
   *
   * @param wanted the spec's, if it has it
   */
  static FaithfulSample of(ColouredRows rows, Optional<Integer> wanted, SplittableRandom random) {
    int[] measured = StratifiedSample.of(rows.codes(), MOST_ROWS, random);
    int most = Faithfulness.mostNeighbours(measured.length);
    return new FaithfulSample(measured, Math.min(wanted.orElse(USUAL), most));
  }

  /** Reports neighbourhoods of half of the rows or more. */
  static void check(Optional<Integer> wanted, int rows, Problems problems) {
    int count = Math.min(rows, MOST_ROWS);
    int most = Faithfulness.mostNeighbours(count);
    if (wanted.isPresent() && wanted.get() > most) {
      problems.error(
          KEY,
          "must be at most %d for %d prompts, less than half of them, but is %d"
              .formatted(most, count, wanted.get()));
    }
  }

  /**
   * The distances of the measured rows in the full space.
   *
   * @param rows [rows, d]
   */
  Distances distances(float[][] rows, Parallel parallel) {
    float[][] some = Arrays.stream(measured).mapToObj(i -> rows[i]).toArray(float[][]::new);
    return Distances.of(some, parallel);
  }

  /**
   * Measures.
   *
   * @param full the {@link #distances}
   * @param points [rows, k]
   */
  Optional<Faithfulness> measure(Distances full, double[][] points, Parallel parallel) {
    if (neighbours < 1) {
      return Optional.empty();
    }
    double[][] drawn = Arrays.stream(measured).mapToObj(i -> points[i]).toArray(double[][]::new);
    return Optional.of(Faithfulness.of(full, Pairwise.of(drawn), neighbours, parallel));
  }
}
