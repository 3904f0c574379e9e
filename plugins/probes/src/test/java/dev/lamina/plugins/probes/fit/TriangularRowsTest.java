package dev.lamina.plugins.probes.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Held to what defines it: inner products are kept, and weights map back to {@code X' a}. */
class TriangularRowsTest {

  @Property(tries = 60)
  void innerProductsAreKept(
      @ForAll @IntRange(min = 1, max = 150) int rows,
      @ForAll @IntRange(min = 1, max = 90) int features,
      @ForAll long seed) {
    double[][] columns = columns(rows, features, seed);
    TriangularRows triangle = TriangularRows.of(columns);

    for (int a = 0; a < rows; a += 7) {
      for (int b = a; b < rows; b += 5) {
        double sum = 0;
        for (int k = 0; k <= Math.min(a, b); k++) {
          sum += triangle.coordinate(a, k) * triangle.coordinate(b, k);
        }
        assertThat(sum).isCloseTo(inner(columns, a, b), within(1e-9 * features));
      }
    }
  }

  @Property(tries = 60)
  void weightsMapBack(
      @ForAll @IntRange(min = 1, max = 100) int rows,
      @ForAll @IntRange(min = 1, max = 120) int features,
      @ForAll long seed) {
    double[][] columns = columns(rows, features, seed);
    TriangularRows triangle = TriangularRows.of(columns);
    double[] a = new Random(seed).doubles(rows, -1, 1).toArray();
    double[] coordinates = new double[rows];
    for (int k = 0; k < rows; k++) {
      for (int row = k; row < rows; row++) {
        coordinates[k] += triangle.coordinate(row, k) * a[row];
      }
    }

    double[] weights = triangle.weights(coordinates);
    for (int j = 0; j < features; j++) {
      double expected = 0;
      for (int row = 0; row < rows; row++) {
        expected += columns[j][row] * a[row];
      }
      assertThat(weights[j]).isCloseTo(expected, within(1e-6 * rows));
    }
  }

  /** Gaussian rows, centred; every fifth repeats an earlier one, or nearly. */
  private static double[][] columns(int rows, int features, long seed) {
    Random random = new Random(seed);
    double noise = random.nextBoolean() ? 0 : Math.pow(10, -random.nextInt(12));
    double[][] columns = new double[features][rows];
    for (int j = 0; j < features; j++) {
      double mean = 0;
      for (int i = 0; i < rows; i++) {
        double own = random.nextGaussian();
        columns[j][i] = i % 5 == 4 ? columns[j][i / 2] + noise * own : own;
        mean += columns[j][i] / rows;
      }
      for (int i = 0; i < rows; i++) {
        columns[j][i] -= mean;
      }
    }
    return columns;
  }

  private static double inner(double[][] columns, int a, int b) {
    double sum = 0;
    for (double[] column : columns) {
      sum += column[a] * column[b];
    }
    return sum;
  }
}
