package dev.lamina.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.service.Seeds;
import org.junit.jupiter.api.Test;

class DerivedSeedsTest {

  private static final Seeds A = new DerivedSeeds(7, "a");
  private static final Seeds B = new DerivedSeeds(7, "b");

  @Test
  void componentsAndPurposesHaveTheirOwn() {
    assertThat(A.seed("folds")).isEqualTo(new DerivedSeeds(7, "a").seed("folds"));
    assertThat(A.seed("folds"))
        .isNotEqualTo(B.seed("folds"))
        .isNotEqualTo(A.seed("control"))
        .isNotEqualTo(new DerivedSeeds(8, "a").seed("folds"));
  }

  @Test
  void sharedOnesAreTheSameForAllComponentsOfARun() {
    assertThat(A.shared().seed("folds"))
        .isEqualTo(B.shared().seed("folds"))
        .isNotEqualTo(A.seed("folds"))
        .isNotEqualTo(A.shared().seed("control"))
        .isNotEqualTo(new DerivedSeeds(8, "a").shared().seed("folds"));
  }
}
