package dev.lamina.plugins.manifold.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.testkit.Services;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

  @Test
  void theNearestComeFirstAndOfThoseAsFarAwayTheFirst() {
    double[][] points = {{0}, {1}, {-1}, {5}, {5}};

    NearestNeighbours near = NearestNeighbours.of(Pairwise.of(points), 5, 3, Services.sequential());

    assertThat(near.indices()[0]).containsExactly(1, 2, 3);
    assertThat(near.distances()[0]).containsExactly(1, 1, 5);
    assertThat(near.indices()[4]).containsExactly(3, 1, 0);
    assertThat(near.distances()[4]).containsExactly(0, 4, 5);
  }

  @Test
  void keptDistancesAreThoseOfTheRows() {
    float[][] rows = {{0, 0, 0, 0, 0}, {3, 0, 0, 0, 4}, {0, 0, 0, 12, 0}};
    Distances distances = Distances.of(rows, Services.sequential());

    assertThat(distances.distance(0, 1)).isEqualTo(5);
    assertThat(distances.distance(1, 0)).isEqualTo(5);
    assertThat(distances.distance(2, 1)).isEqualTo(13);
    assertThat(distances.distance(2, 2)).isZero();
  }
}
