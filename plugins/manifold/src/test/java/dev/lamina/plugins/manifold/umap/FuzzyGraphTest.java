package dev.lamina.plugins.manifold.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.manifold.Reference;
import dev.lamina.plugins.manifold.neighbour.NearestNeighbours;
import dev.lamina.plugins.manifold.neighbour.Pairwise;
import dev.lamina.testkit.Services;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FuzzyGraphTest {

  /** Against umap_.fuzzy_simplicial_set, which computes in single precision. */
  @TestFactory
  Stream<DynamicTest> weightsAreThoseOfUmapLearn() {
    return StreamSupport.stream(Reference.of("fuzzy_sets").spliterator(), false)
        .map(of -> DynamicTest.dynamicTest(of.get("name").asText(), () -> verify(of)));
  }

  private static void verify(JsonNode of) {
    FuzzyGraph graph = graph(Reference.rows(of.get("x")), of.get("neighbours").asInt());
    JsonNode edges = of.get("edges");

    assertThat(graph.weights()).hasSize(edges.size());
    for (int edge = 0; edge < graph.weights().length; edge++) {
      assertThat(graph.from()[edge]).isEqualTo(edges.get(edge).get(0).asInt());
      assertThat(graph.to()[edge]).isEqualTo(edges.get(edge).get(1).asInt());
      assertThat(graph.weights()[edge]).isCloseTo(edges.get(edge).get(2).asDouble(), within(2e-5));
    }
  }

  /** 1 and 2 are each other's nearest; to 0, which has 1 for a neighbour, only 0 feels bound. */
  @Test
  void theNearestNeighbourBelongsForSure() {
    FuzzyGraph graph = graph(new double[][] {{0}, {10}, {11}}, 2);

    assertThat(graph.from()).containsExactly(0, 1);
    assertThat(graph.to()).containsExactly(1, 2);
    assertThat(graph.weights()).containsExactly(1, 1);
  }

  @Test
  void curvesAreThoseOfUmapLearn() {
    for (JsonNode of : Reference.of("curves")) {
      NearnessCurve curve = NearnessCurve.fit(of.get(0).asDouble());

      assertThat(curve.a()).isCloseTo(of.get(1).asDouble(), within(1e-5));
      assertThat(curve.b()).isCloseTo(of.get(2).asDouble(), within(1e-5));
    }
  }

  private static FuzzyGraph graph(double[][] rows, int neighbours) {
    return FuzzyGraph.of(
        NearestNeighbours.of(
            Pairwise.of(rows), rows.length, neighbours - 1, Services.sequential()));
  }
}
