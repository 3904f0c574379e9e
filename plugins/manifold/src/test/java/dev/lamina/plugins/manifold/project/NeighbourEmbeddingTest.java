package dev.lamina.plugins.manifold.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.testkit.Services;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NeighbourEmbeddingTest {

  private static final int ROWS = 60;

  @Test
  void separateClustersStaySeparate() {
    double[][] points = embed(clusters(1), 7);

    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < i; j++) {
        if (i % 3 != j % 3) {
          assertThat(distance(points[i], points[j])).isGreaterThan(widest(points));
        }
      }
    }
  }

  /** The largest distance within a cluster. */
  private static double widest(double[][] points) {
    double widest = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = i % 3; j < i; j += 3) {
        widest = Math.max(widest, distance(points[i], points[j]));
      }
    }
    return widest;
  }

  @Test
  void aSeedGivesTheSamePointsOnAnyNumberOfThreads() {
    double[][] points = embed(clusters(1), 7);

    assertThat(embed(clusters(1), 7)).isDeepEqualTo(points);
    SplittableRandom random = new SplittableRandom(7);
    assertThat(NeighbourEmbedding.of(clusters(1), 10, 500, random, Services.sequential()))
        .isDeepEqualTo(points);
    assertThat(embed(clusters(1), 8)[0]).isNotEqualTo(points[0]);
  }

  @Test
  void theUnitOfTheActivationsDoesNotMatter() {
    for (double scale : new double[] {1e-6, 1e6}) {
      double[][] points = embed(clusters(scale), 7);
      for (double[] point : points) {
        assertThat(point).doesNotContain(Double.NaN);
      }
      assertThat(distance(points[0], points[1])).isGreaterThan(widest(points));
    }
  }

  @Test
  void rowsThatAreAllTheSameStayInOnePlace() {
    assertThat(embed(new double[10][3], 2)).isDeepEqualTo(new double[10][2]);
  }

  @Test
  void repeatedRowsHaveFinitePoints() {
    double[][] rows = clusters(1);
    for (int i = 0; i < 40; i++) {
      rows[i] = rows[0].clone();
    }
    for (double[] point : embed(rows, 7)) {
      assertThat(point).doesNotContain(Double.NaN);
    }
  }

  private static double[][] embed(double[][] rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return NeighbourEmbedding.of(rows, 10, 500, random, Services.parallel());
  }

  /** Three clouds 20 standard deviations apart, in turn. */
  private static double[][] clusters(double scale) {
    Random random = new Random(5);
    double[][] rows = new double[ROWS][4];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < 4; j++) {
        rows[i][j] = scale * (random.nextGaussian() + (j == i % 3 ? 20 : 0));
      }
    }
    return rows;
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }
}
