package dev.lamina.plugins.probes.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Held to what defines it: coordinates keep all inner products, and map back to the rows. */
class RowSpanTest {

  /** A row that is nearly, and not quite, in the span of others costs digits; most lose none. */
  private static final double TOLERANCE = 1e-4;

  @Property(tries = 60)
  void coordinatesKeepInnerProducts(
      @ForAll @IntRange(min = 1, max = 150) int rows,
      @ForAll @IntRange(min = 1, max = 90) int features,
      @ForAll long seed) {
    double[][] columns = columns(rows, features, seed);
    RowSpan span = RowSpan.of(columns);

    assertThat(span.rank()).isLessThanOrEqualTo(Math.min(rows, features));
    for (int a = 0; a < rows; a += 7) {
      for (int b = a; b < rows; b += 5) {
        double scale = Math.sqrt(inner(columns, a, a) * inner(columns, b, b));
        assertThat(inner(span, a, b)).isCloseTo(inner(columns, a, b), within(TOLERANCE * scale));
      }
    }
  }

  @Property(tries = 60)
  void aDirectionInTheSpanMapsBack(
      @ForAll @IntRange(min = 1, max = 100) int rows,
      @ForAll @IntRange(min = 1, max = 120) int features,
      @ForAll long seed) {
    double[][] columns = columns(rows, features, seed);
    RowSpan span = RowSpan.of(columns);
    Random random = new Random(seed);
    double[] coordinates = random.doubles(span.rank(), -1, 1).toArray();

    double[] weights = span.weights(coordinates);
    double length = 0;
    for (double weight : weights) {
      length += weight * weight;
    }
    double expected = 0;
    for (double coordinate : coordinates) {
      expected += coordinate * coordinate;
    }
    assertThat(length).isCloseTo(expected, within(TOLERANCE * expected));
    for (int row = 0; row < rows; row += 3) {
      double direct = 0;
      for (int j = 0; j < features; j++) {
        direct += weights[j] * columns[j][row];
      }
      double mapped = 0;
      for (int p = 0; p < span.length(row); p++) {
        mapped += coordinates[p] * span.coordinate(row, p);
      }
      assertThat(direct)
          .isCloseTo(mapped, within(TOLERANCE * Math.sqrt(expected * inner(columns, row, row))));
    }
  }

  /** Gaussian rows, centred; every fifth repeats an earlier one. */
  private static double[][] columns(int rows, int features, long seed) {
    Random random = new Random(seed);
    double[][] columns = new double[features][rows];
    for (int j = 0; j < features; j++) {
      double mean = 0;
      for (int i = 0; i < rows; i++) {
        columns[j][i] = i % 5 == 4 ? columns[j][i / 2] : random.nextGaussian();
        mean += columns[j][i] / rows;
      }
      for (int i = 0; i < rows; i++) {
        columns[j][i] -= mean;
      }
    }
    return columns;
  }

  private static double inner(RowSpan span, int a, int b) {
    double sum = 0;
    for (int p = 0; p < Math.min(span.length(a), span.length(b)); p++) {
      sum += span.coordinate(a, p) * span.coordinate(b, p);
    }
    return sum;
  }

  private static double inner(double[][] columns, int a, int b) {
    double sum = 0;
    for (double[] column : columns) {
      sum += column[a] * column[b];
    }
    return sum;
  }
}
