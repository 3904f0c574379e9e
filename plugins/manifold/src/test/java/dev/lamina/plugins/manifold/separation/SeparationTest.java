package dev.lamina.plugins.manifold.separation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.manifold.Reference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SeparationTest {

  /** Against metrics.silhouette_score and numpy's distances of class means. */
  @TestFactory
  Stream<DynamicTest> classesAreApartAsByScikitLearn() {
    return StreamSupport.stream(Reference.of("separation").spliterator(), false)
        .map(of -> DynamicTest.dynamicTest(of.get("name").asText(), () -> verify(of)));
  }

  private static void verify(JsonNode of) {
    Separation found =
        of(
            Reference.rows(of.get("points")),
            Reference.ints(of.get("labels")),
            of.get("classes").asInt());

    assertThat(found.silhouette()).isCloseTo(of.get("silhouette").asDouble(), within(1e-12));
    assertThat(found.centroidDistance())
        .isCloseTo(of.get("centroid_distance").asDouble(), within(1e-12));
  }

  @Test
  void fourPointsOnALine() {
    double[][] points = {{0}, {1}, {10}, {11}};
    Separation found = of(points, new int[] {0, 0, 1, 1}, 2);

    // a = 1 for all; b = 10.5 for the outer points and 9.5 for the inner ones
    double expected = ((10.5 - 1) / 10.5 + (9.5 - 1) / 9.5) / 2;
    assertThat(found.silhouette()).isCloseTo(expected, within(1e-12));
    assertThat(found.centroidDistance()).isEqualTo(10);
  }

  @Test
  void aPointAloneInItsClassCountsZero() {
    double[][] points = {{0}, {1}, {9}};
    double expected = ((9 - 1) / 9.0 + (8 - 1) / 8.0 + 0) / 3;
    assertThat(of(points, new int[] {0, 0, 1}, 2).silhouette()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void pointsInOnePlaceCountZero() {
    assertThat(of(new double[4][2], new int[] {0, 1, 0, 1}, 2)).isEqualTo(new Separation(0, 0));
  }

  private static Separation of(double[][] points, int[] codes, int classes) {
    return Separation.of(points, codes, classes, IntStream.range(0, points.length).toArray());
  }
}
