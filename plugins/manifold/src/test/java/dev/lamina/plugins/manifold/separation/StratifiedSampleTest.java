package dev.lamina.plugins.manifold.separation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {

  @Test
  void classesKeepTheirShares() {
    int[] codes = IntStream.range(0, 1000).map(row -> row % 10 == 0 ? 1 : 0).toArray();

    int[] sample = StratifiedSample.of(codes, 200, new SplittableRandom(1));

    assertThat(sample).hasSize(200).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(sample).filter(row -> codes[row] == 1).count()).isEqualTo(20);
  }

  @Test
  void aRareClassKeepsAPrompt() {
    int[] codes = new int[1000];
    codes[500] = 1;

    assertThat(StratifiedSample.of(codes, 20, new SplittableRandom(1))).contains(500);
  }

  @Test
  void fewEnoughRowsAreAllKept() {
    assertThat(StratifiedSample.of(new int[] {0, 1, 0}, 3, new SplittableRandom(1)))
        .containsExactly(0, 1, 2);
  }

  @Test
  void theSeedDecidesWhichAreKept() {
    int[] codes = new int[100];
    int[] first = StratifiedSample.of(codes, 10, new SplittableRandom(1));

    assertThat(StratifiedSample.of(codes, 10, new SplittableRandom(1))).isEqualTo(first);
    assertThat(StratifiedSample.of(codes, 10, new SplittableRandom(2))).isNotEqualTo(first);
  }
}
