package dev.lamina.plugins.manifold.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.testkit.Services;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourGradientTest {

  private static final int POINTS = 30;

  /** Against central differences of the divergence, computed in double from its definition. */
  @Test
  void theGradientIsTheSlopeOfTheDivergence() {
    Random random = new Random(3);
    double[][] rows = new double[POINTS][4];
    float[][] points = new float[2][POINTS];
    for (int i = 0; i < POINTS; i++) {
      rows[i] = random.doubles(4, -1, 1).toArray();
      points[0][i] = (float) (2 * random.nextGaussian());
      points[1][i] = (float) (2 * random.nextGaussian());
    }
    float[][] near = Neighbourhoods.of(rows, 6, Services.sequential());

    double[][] gradient = new NeighbourGradient(near, Services.parallel()).gradient(points, 1);

    for (int axis = 0; axis < 2; axis++) {
      for (int j = 0; j < POINTS; j++) {
        double slope =
            (divergence(near, points, axis, j, 1e-4) - divergence(near, points, axis, j, -1e-4))
                / 2e-4;
        assertThat(gradient[axis][j]).isCloseTo(slope, within(1e-5));
      }
    }
  }

  /** {@code sum p_ij log(p_ij / (q_ij / Z))} with one coordinate moved. */
  private static double divergence(
      float[][] near, float[][] points, int axis, int moved, double by) {
    double z = 0;
    double sum = 0;
    double mass = 0;
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < POINTS; j++) {
        if (i != j) {
          double squared = 1;
          for (int a = 0; a < 2; a++) {
            double shift = a == axis ? (i == moved ? by : 0) - (j == moved ? by : 0) : 0;
            squared += Math.pow((double) points[a][i] - points[a][j] + shift, 2);
          }
          z += 1 / squared;
          sum += near[i][j] * (Math.log(Math.max(near[i][j], 1e-30)) + Math.log(squared));
          mass += near[i][j];
        }
      }
    }
    return sum + mass * Math.log(z);
  }
}
