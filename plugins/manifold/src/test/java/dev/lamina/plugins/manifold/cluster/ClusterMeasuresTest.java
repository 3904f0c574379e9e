package dev.lamina.plugins.manifold.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.manifold.Reference;
import dev.lamina.plugins.manifold.separation.Centroids;
import dev.lamina.testkit.Services;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClusterMeasuresTest {

  /** Against scikit-learn; the Fisher ratio against scatter matrices in numpy. */
  @TestFactory
  Stream<DynamicTest> areThoseOfScikitLearn() {
    return StreamSupport.stream(Reference.of("clusters").spliterator(), false)
        .map(of -> DynamicTest.dynamicTest(of.get("name").asText(), () -> verify(of)));
  }

  private static void verify(JsonNode of) {
    int classes = of.get("classes").asInt();
    int[] labels = Reference.ints(of.get("labels"));
    LayerClusters found =
        LayerClusters.of(
            Component.RESID_POST,
            0,
            Reference.floats(of.get("x")),
            new int[][] {labels, labels},
            classes,
            20,
            new SplittableRandom(1),
            Services.parallel());

    // distances are kept in single precision
    assertThat(found.silhouette()).isCloseTo(of.get("silhouette").asDouble(), within(1e-7));
    assertThat(found.permuted()).isEqualTo(found.silhouette());
    assertThat(found.centroids().daviesBouldin())
        .isCloseTo(of.get("davies_bouldin").asDouble(), within(1e-6));
    assertThat(found.centroids().fisherRatio())
        .isCloseTo(of.get("fisher_ratio").asDouble(), within(1e-6));

    KMeans groups =
        KMeans.of(
            Reference.rows(of.get("x")), classes, 20, new SplittableRandom(1), Services.parallel());
    assertThat(groups.inertia()).isCloseTo(of.get("inertia").asDouble(), within(1e-5));
    int[] expected = Reference.ints(of.get("assignment"));
    assertThat(Agreement.of(groups.assignment(), expected).ari()).isEqualTo(1);
    assertThat(found.found().ari()).isCloseTo(of.get("ari").asDouble(), within(1e-12));
    assertThat(found.found().nmi()).isCloseTo(of.get("nmi").asDouble(), within(1e-12));
  }

  @Test
  void agreementOfGivenGroupingsIsThatOfScikitLearn() {
    for (JsonNode of : Reference.of("agreement")) {
      int[] first = Reference.ints(of.get("first"));
      int[] second = Reference.ints(of.get("second"));
      Agreement found = Agreement.of(first, second);

      assertThat(found.ari()).isCloseTo(of.get("ari").asDouble(), within(1e-12));
      assertThat(found.nmi()).isCloseTo(of.get("nmi").asDouble(), within(1e-12));
      assertThat(Agreement.of(second, first).nmi()).isCloseTo(found.nmi(), within(1e-12));
    }
  }

  @Test
  void namesOfGroupsDoNotMatterAndOneGroupAgreesWithNothing() {
    int[] groups = {0, 0, 1, 1, 2, 2};

    assertThat(Agreement.of(groups, new int[] {2, 2, 0, 0, 1, 1}).ari()).isEqualTo(1);
    assertThat(Agreement.of(groups, new int[] {2, 2, 0, 0, 1, 1}).nmi())
        .isCloseTo(1, within(1e-12));
    assertThat(Agreement.of(groups, new int[6])).isEqualTo(new Agreement(0, 0));
  }

  @Test
  void asManyGroupsAsPointsLeaveNothingOver() {
    double[][] points = {{0}, {1}, {5}, {9}};
    KMeans found = KMeans.of(points, 4, 5, new SplittableRandom(3), Services.sequential());

    assertThat(found.inertia()).isZero();
    assertThat(found.assignment()).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void pointsInOnePlaceHaveNoRatio() {
    double[][] points = new double[6][3];
    int[] codes = {0, 1, 0, 1, 0, 1};

    assertThat(Centroids.of(points, codes, 2).fisherRatio()).isNaN();
    assertThat(Centroids.of(points, codes, 2).daviesBouldin()).isZero();
    assertThat(KMeans.of(points, 2, 3, new SplittableRandom(1), Services.parallel()).inertia())
        .isZero();
  }
}
