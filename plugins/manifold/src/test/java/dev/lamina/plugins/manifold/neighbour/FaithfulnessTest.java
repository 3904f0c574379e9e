package dev.lamina.plugins.manifold.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.manifold.Reference;
import dev.lamina.testkit.Services;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FaithfulnessTest {

  /** Against manifold.trustworthiness, for continuity with rows and picture exchanged. */
  @TestFactory
  Stream<DynamicTest> isThatOfScikitLearn() {
    return StreamSupport.stream(Reference.of("faithfulness").spliterator(), false)
        .map(of -> DynamicTest.dynamicTest(of.get("name").asText(), () -> verify(of)));
  }

  private static void verify(JsonNode of) {
    Faithfulness found =
        of(Reference.floats(of.get("x")), Reference.rows(of.get("points")), of.get("k").asInt());

    assertThat(found.trustworthiness())
        .isCloseTo(of.get("trustworthiness").asDouble(), within(1e-12));
    assertThat(found.continuity()).isCloseTo(of.get("continuity").asDouble(), within(1e-12));
  }

  @Test
  void aPictureOfTheRowsThemselvesIsPerfectInAnyUnit() {
    float[][] rows = normal(50, 2);
    double[][] points = new double[50][2];
    for (int i = 0; i < 50; i++) {
      points[i][0] = 1000 * rows[i][1] - 7;
      points[i][1] = -1000 * rows[i][0];
    }

    assertThat(of(rows, points, 5)).isEqualTo(new Faithfulness(1, 1));
  }

  @Test
  void pointsAtRandomAreAboutHalfRight() {
    Faithfulness found = of(normal(600, 20), doubles(normal(600, 3)), 5);

    assertThat(found.trustworthiness()).isCloseTo(0.5, within(0.03));
    assertThat(found.continuity()).isCloseTo(0.5, within(0.03));
  }

  @Test
  void rowsThatAreAllTheSameHaveNoNeighbours() {
    Faithfulness found = of(new float[9][3], new double[9][2], 3);

    assertThat(found.trustworthiness()).isNaN();
    assertThat(found.continuity()).isNaN();
  }

  @Test
  void neighbourhoodsAreSmallerThanHalfOfThePoints() {
    assertThat(Faithfulness.mostNeighbours(2)).isZero();
    assertThat(Faithfulness.mostNeighbours(10)).isEqualTo(4);
    assertThat(Faithfulness.mostNeighbours(11)).isEqualTo(5);
  }

  private static Faithfulness of(float[][] rows, double[][] points, int neighbours) {
    Distances distances = Distances.of(rows, Services.parallel());
    return Faithfulness.of(distances, Pairwise.of(points), neighbours, Services.parallel());
  }

  private static float[][] normal(int rows, int seed) {
    Random random = new Random(seed);
    float[][] values = new float[rows][2];
    for (float[] row : values) {
      row[0] = (float) random.nextGaussian();
      row[1] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double[][] doubles(float[][] rows) {
    double[][] values = new double[rows.length][2];
    for (int i = 0; i < rows.length; i++) {
      values[i] = new double[] {rows[i][0], rows[i][1]};
    }
    return values;
  }
}
