package dev.lamina.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ServicesTest {

  private static final List<Integer> ITEMS = IntStream.range(0, 50).boxed().toList();

  @Test
  void seedsDependOnSeedComponentAndPurposeAlone() {
    long seed = new DerivedSeeds(1, "pca").seed("folds");

    assertThat(new DerivedSeeds(1, "pca").seed("folds")).isEqualTo(seed);
    assertThat(new DerivedSeeds(2, "pca").seed("folds")).isNotEqualTo(seed);
    assertThat(new DerivedSeeds(1, "t-sne").seed("folds")).isNotEqualTo(seed);
    assertThat(new DerivedSeeds(1, "pca").seed("control")).isNotEqualTo(seed);
  }

  @Test
  @Timeout(20)
  void nestedWorkKeepsItsOrderAndDoesNotDeadlock() {
    try (PooledParallel parallel = new PooledParallel(2)) {
      List<List<Integer>> squares =
          parallel.map(ITEMS, outer -> parallel.map(ITEMS, inner -> outer * inner));

      assertThat(squares.get(7).get(9)).isEqualTo(63);
      assertThat(squares).hasSize(50);
    }
  }

  @Test
  void anExceptionReachesTheCaller() {
    try (PooledParallel parallel = new PooledParallel(2)) {
      assertThatThrownBy(
              () ->
                  parallel.map(
                      ITEMS,
                      item -> {
                        if (item == 3) {
                          throw new IllegalStateException("three");
                        }
                        return item;
                      }))
          .hasMessageContaining("three");
    }
  }
}
