package dev.lamina.api.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffledLabelsTest {

  @Test
  void aFactAndItsCounterfactualKeepOrExchangeTheirLabels() {
    int[] labels = IntStream.range(0, 400).map(row -> row % 2).toArray();
    int[] pairs = IntStream.range(0, 400).map(row -> row / 2).toArray();

    int[] shuffled = ShuffledLabels.of(labels, pairs, new SplittableRandom(3));

    int exchanged = 0;
    for (int row = 0; row < 400; row += 2) {
      assertThat(shuffled[row] + shuffled[row + 1]).isEqualTo(1);
      exchanged += shuffled[row];
    }
    assertThat(exchanged).isBetween(70, 130); // of 200; 99.998% of fair coins
  }

  @Test
  void groupsOfOneClassExchangeTheirLabelsAsWholes() {
    int[] groups = {0, 0, 0, 1, 2, 2, 3, 3};
    int[] labels = {0, 0, 0, 1, 0, 0, 1, 1};

    boolean moved = false;
    for (int seed = 0; seed < 20; seed++) {
      int[] shuffled = ShuffledLabels.of(labels, groups, new SplittableRandom(seed));
      assertThat(shuffled[0]).isEqualTo(shuffled[1]).isEqualTo(shuffled[2]);
      assertThat(shuffled[4]).isEqualTo(shuffled[5]);
      assertThat(shuffled[6]).isEqualTo(shuffled[7]);
      assertThat(shuffled[0] + shuffled[3] + shuffled[4] + shuffled[6]).isEqualTo(2);
      moved |= !Arrays.equals(shuffled, labels);
    }
    assertThat(moved).isTrue();
  }

  /** Three wordings of a fact and three of its counterfactual are two statements, not six. */
  @Test
  void wordingsOfAStatementKeepOneLabel() {
    int[] labels = {0, 1, 0, 1, 0, 1};
    int[] inverted = {1, 0, 1, 0, 1, 0};

    int exchanged = 0;
    for (int seed = 0; seed < 200; seed++) {
      int[] shuffled = ShuffledLabels.of(labels, new int[6], new SplittableRandom(seed));
      assertThat(shuffled).isIn(labels, inverted);
      exchanged += shuffled[0];
    }
    assertThat(exchanged).isBetween(70, 130);
  }

  @Test
  void classesOfUnevenSizeExchangeRows() {
    int[] labels = {0, 0, 1};

    for (int seed = 0; seed < 20; seed++) {
      assertThat(ShuffledLabels.of(labels, new int[3], new SplittableRandom(seed)))
          .containsExactlyInAnyOrder(labels);
    }
  }

  @Test
  void withoutGroupsLabelsArePermutedOverTheRows() {
    int[] labels = IntStream.range(0, 300).map(row -> row % 3).toArray();
    int[] alone = IntStream.range(0, 300).toArray();

    int[] shuffled = ShuffledLabels.of(labels, alone, new SplittableRandom(3));

    assertThat(shuffled).containsExactlyInAnyOrder(labels);
    long same = IntStream.range(0, 300).filter(row -> shuffled[row] == labels[row]).count();
    assertThat(same).isBetween(60L, 140L); // a third of 300 is expected
  }
}
