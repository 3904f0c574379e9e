package dev.lamina.plugins.manifold.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.testkit.Services;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NeighbourhoodsTest {

  @Property(tries = 30)
  void probabilitiesAreSymmetricAndSumToOne(
      @ForAll @IntRange(min = 7, max = 80) int rows, @ForAll long seed) {
    float[][] near = Neighbourhoods.of(rows(rows, seed), 2, Services.sequential());

    double sum = 0;
    for (int i = 0; i < rows; i++) {
      assertThat(near[i][i]).isZero();
      for (int j = 0; j < rows; j++) {
        assertThat(near[i][j]).isNotNegative().isEqualTo(near[j][i]);
        sum += near[i][j];
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  /** Points at equal distances on a circle: p_j|i is the same for all i, so p_ij = p_j|i / n. */
  @Test
  void everyRowHasAsManyEffectiveNeighboursAsThePerplexity() {
    double[][] circle = new double[50][2];
    for (int i = 0; i < 50; i++) {
      circle[i][0] = Math.cos(2 * Math.PI * i / 50);
      circle[i][1] = Math.sin(2 * Math.PI * i / 50);
    }
    for (double perplexity : new double[] {2, 5.5, 16}) {
      float[][] near = Neighbourhoods.of(circle, perplexity, Services.sequential());
      for (float[] row : near) {
        double entropy = 0;
        for (float p : row) {
          entropy -= p == 0 ? 0 : 50 * p * Math.log(50 * p);
        }
        assertThat(Math.exp(entropy)).isCloseTo(perplexity, within(1e-3));
      }
    }
  }

  private static double[][] rows(int count, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[count][3];
    for (double[] row : rows) {
      for (int k = 0; k < 3; k++) {
        row[k] = random.nextGaussian();
      }
    }
    return rows;
  }
}
