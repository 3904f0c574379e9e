package dev.lamina.plugins.manifold.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.manifold.Reference;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PrincipalComponentsTest {

  /** Against decomposition.PCA, whose signs follow the same rule. */
  @TestFactory
  Stream<DynamicTest> scoresAndVarianceAreThoseOfScikitLearn() {
    return StreamSupport.stream(Reference.of("pca").spliterator(), false)
        .map(of -> DynamicTest.dynamicTest(of.get("name").asText(), () -> verify(of)));
  }

  private static void verify(JsonNode of) {
    int k = of.get("k").asInt();
    PrincipalComponents found = PrincipalComponents.of(Reference.floats(of.get("x")), k);

    double[][] scores = Reference.rows(of.get("scores"));
    for (int c = 0; c < k; c++) {
      assertThat(found.explained()[c])
          .isCloseTo(of.get("explained").get(c).asDouble(), within(1e-6));
      for (int row = 0; row < scores.length; row++) {
        assertThat(found.scores()[row][c]).isCloseTo(scores[row][c], within(1e-3));
      }
    }
  }

  /** Three axes carry 36, 16 and 4 units of variance each in exact proportion; the rest none. */
  @Test
  void aKnownCovarianceIsFound() {
    float[][] rows = new float[6][10];
    float[] lengths = {6, 4, 2};
    for (int axis = 0; axis < 3; axis++) {
      rows[2 * axis][axis + 4] = lengths[axis];
      rows[2 * axis + 1][axis + 4] = -lengths[axis];
    }
    PrincipalComponents found = PrincipalComponents.of(rows, 5);

    assertThat(found.explained())
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(36 / 56.0, 16 / 56.0, 4 / 56.0, 0.0, 0.0);
    assertThat(found.scores()[0][0]).isCloseTo(6, within(1e-6));
    assertThat(found.scores()[3][1]).isCloseTo(-4, within(1e-6));
  }

  @Test
  void directionsOfEqualVarianceAreAllFound() {
    float[][] rows = new float[8][5];
    for (int axis = 0; axis < 4; axis++) {
      rows[2 * axis][axis] = 1;
      rows[2 * axis + 1][axis] = -1;
    }
    assertThat(PrincipalComponents.of(rows, 4).explained())
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void rowsThatAreAllTheSameHaveNoDirections() {
    float[][] rows = new float[5][3];
    for (float[] row : rows) {
      row[0] = 0.1f;
      row[1] = 1e6f;
    }
    PrincipalComponents found = PrincipalComponents.of(rows, 2);

    assertThat(found.explained()).containsOnly(Double.NaN);
    assertThat(found.scores()).isDeepEqualTo(new double[5][2]);
  }

  @Test
  void moreDirectionsThanDimensionsExplainNothing() {
    PrincipalComponents found = PrincipalComponents.of(new float[][] {{1}, {2}, {4}}, 2);

    assertThat(found.explained()).containsExactly(1, 0);
  }

  /** Fifty of 200: the sum of all shares is 1, and no share exceeds the one before. */
  @Test
  void manyDirectionsOfFlatDataConverge() {
    Random random = new Random(3);
    float[][] rows = new float[150][200];
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    float[][] copy = java.util.Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    double[] some = PrincipalComponents.of(rows, 50).explained();
    double[] all = PrincipalComponents.of(copy, 150).explained();

    assertThat(java.util.Arrays.stream(all).sum()).isCloseTo(1, within(1e-9));
    for (int c = 0; c < 50; c++) {
      assertThat(some[c]).isCloseTo(all[c], within(1e-9));
    }
  }
}
