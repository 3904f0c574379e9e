package dev.lamina.plugins.manifold.umap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.manifold.Reference;
import dev.lamina.plugins.manifold.neighbour.Distances;
import dev.lamina.plugins.manifold.neighbour.Faithfulness;
import dev.lamina.plugins.manifold.neighbour.Pairwise;
import dev.lamina.plugins.manifold.project.PrincipalComponents;
import dev.lamina.testkit.Services;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FuzzyEmbeddingTest {

  /** On a spiral, for each of five seeds: no worse than the least of umap-learn's five maps. */
  @Test
  void neighboursAreKeptAsWellAsByUmapLearn() {
    JsonNode of = Reference.of("maps");
    for (int seed = 0; seed < 5; seed++) {
      Faithfulness found = faithfulness(Reference.floats(of.get("x")), seed);

      assertThat(found.trustworthiness()).isGreaterThan(least(of.get("trustworthiness")) - 0.002);
      assertThat(found.continuity()).isGreaterThan(least(of.get("continuity")) - 0.005);
    }
  }

  private static double least(JsonNode values) {
    return Arrays.stream(Reference.doubles(values)).min().orElseThrow();
  }

  private static Faithfulness faithfulness(float[][] rows, int seed) {
    double[][] points = embed(scores(rows), 15, seed);
    return Faithfulness.of(
        Distances.of(rows, Services.parallel()), Pairwise.of(points), 5, Services.parallel());
  }

  @Test
  void aSeedGivesTheSamePointsOnAnyNumberOfThreads() {
    double[][] rows = scores(Reference.floats(Reference.of("maps").get("x")));
    double[][] points = embed(rows, 15, 7);

    assertThat(embed(rows, 15, 7)).isDeepEqualTo(points);
    assertThat(
            FuzzyEmbedding.of(rows, 15, 0.1, 200, new SplittableRandom(7), Services.sequential()))
        .isDeepEqualTo(points);
    assertThat(embed(rows, 15, 8)[0]).isNotEqualTo(points[0]);
  }

  /** A power of two changes no digit of a number, and so none of the map. */
  @Test
  void theUnitOfTheRowsDoesNotMatter() {
    double[][] rows = scores(Reference.floats(Reference.of("maps").get("x")));
    double[][] points = embed(rows, 15, 7);
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= 0x1p-20;
      }
    }

    assertThat(embed(rows, 15, 7)).isDeepEqualTo(points);
  }

  @Test
  void rowsThatAreAllTheSameStayInOnePlace() {
    assertThat(embed(new double[10][3], 4, 2)).isDeepEqualTo(new double[10][2]);
  }

  @Test
  void repeatedRowsHaveFinitePoints() {
    double[][] rows = scores(Reference.floats(Reference.of("maps").get("x")));
    Arrays.fill(rows, 0, 100, rows[0]);
    double[][] points = embed(rows, 10, 7);

    assertFinite(points);
    // the others keep their neighbourhoods beside the hundred; at random it is about 0.5
    assertThat(trustworthiness(rows, points, 100)).isGreaterThan(0.95);
  }

  @Test
  void twoNeighboursAndAllRowsAsNeighboursCanBeEmbedded() {
    double[][] rows = scores(Reference.floats(Reference.of("maps").get("x")));
    for (int neighbours : new int[] {2, rows.length}) {
      double[][] points = embed(rows, neighbours, 1);

      assertFinite(points);
      assertThat(trustworthiness(rows, points, 0)).isGreaterThan(0.85);
    }
  }

  private static void assertFinite(double[][] points) {
    assertThat(Arrays.stream(points).flatMapToDouble(Arrays::stream).boxed())
        .allMatch(Double::isFinite);
  }

  /** Of the rows from one on. */
  private static double trustworthiness(double[][] rows, double[][] points, int first) {
    float[][] some = new float[rows.length - first][];
    for (int i = 0; i < some.length; i++) {
      double[] row = rows[first + i];
      some[i] = new float[row.length];
      for (int j = 0; j < row.length; j++) {
        some[i][j] = (float) row[j];
      }
    }
    double[][] drawn = Arrays.copyOfRange(points, first, points.length);
    return Faithfulness.of(
            Distances.of(some, Services.parallel()), Pairwise.of(drawn), 5, Services.parallel())
        .trustworthiness();
  }

  private static double[][] scores(float[][] rows) {
    float[][] copy = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    return PrincipalComponents.leading(copy).scores();
  }

  private static double[][] embed(double[][] rows, int neighbours, int seed) {
    return FuzzyEmbedding.of(
        rows, neighbours, 0.1, 200, new SplittableRandom(seed), Services.parallel());
  }
}
