package dev.lamina.plugins.manifold.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Held to the definition {@code T v = lambda v} with orthonormal v. */
class TridiagonalTest {

  @Property(tries = 100)
  void vectorsAreOrthonormalEigenvectors(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll long seed) {
    Random random = new Random(seed);
    double[] diagonal = random.doubles(size, -2, 5).toArray();
    double[] off = random.doubles(size, -1, 1).map(e -> e < -0.7 ? 0 : e).toArray();

    Tridiagonal of = Tridiagonal.of(diagonal, off, size);

    for (int c = 0; c < size; c++) {
      for (int i = 0; i < size; i++) {
        double product = diagonal[i] * of.vectors()[i][c];
        product += i > 0 ? off[i - 1] * of.vectors()[i - 1][c] : 0;
        product += i < size - 1 ? off[i] * of.vectors()[i + 1][c] : 0;
        assertThat(product).isCloseTo(of.values()[c] * of.vectors()[i][c], within(1e-12 * size));
      }
      for (int other = 0; other <= c; other++) {
        double dot = 0;
        for (int i = 0; i < size; i++) {
          dot += of.vectors()[i][c] * of.vectors()[i][other];
        }
        assertThat(dot).isCloseTo(other == c ? 1 : 0, within(1e-12 * size));
      }
      assertThat(c == 0 || of.values()[c] <= of.values()[c - 1]).isTrue();
    }
  }

  /** The path of n points has eigenvalues {@code 2 cos(pi k / (n + 1))}. */
  @Test
  void aPathsEigenvaluesAreCosines() {
    int n = 9;
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);

    double[] values = Tridiagonal.of(new double[n], ones, n).values();
    for (int k = 1; k <= n; k++) {
      assertThat(values[k - 1]).isCloseTo(2 * Math.cos(Math.PI * k / (n + 1)), within(1e-14));
    }
  }
}
