package dev.lamina.plugins.probes.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FoldsTest {

  @Property(tries = 200)
  void noGroupIsInTwoFolds(
      @ForAll @IntRange(min = 10, max = 80) int rows,
      @ForAll @IntRange(min = 5, max = 30) int groups,
      @ForAll @IntRange(min = 2, max = 5) int count,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labels = random.ints(rows, 0, 3).toArray();
    int[] groupOf = random.ints(rows, 0, groups).toArray();

    Folds folds = Folds.assign(labels, 3, groupOf, count, random);

    for (int fold = 0; fold < count; fold++) {
      int[] tested = Arrays.stream(folds.test(fold)).map(row -> groupOf[row]).toArray();
      int[] trained = Arrays.stream(folds.training(fold)).map(row -> groupOf[row]).toArray();
      assertThat(tested).doesNotContain(trained);
      assertThat(tested.length + trained.length).isEqualTo(rows);
    }
  }

  @Property(tries = 100)
  void withoutGroupsEveryClassIsSharedEvenly(
      @ForAll @IntRange(min = 20, max = 120) int rows,
      @ForAll @IntRange(min = 2, max = 6) int count,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labels = random.ints(rows, 0, 3).toArray();
    int[] alone = IntStream.range(0, rows).toArray();

    Folds folds = Folds.assign(labels, 3, alone, count, random);

    for (int k = 0; k < 3; k++) {
      int of = k;
      int[] sizes =
          IntStream.range(0, count)
              .map(f -> (int) Arrays.stream(folds.test(f)).filter(r -> labels[r] == of).count())
              .toArray();
      int least = Arrays.stream(sizes).min().orElseThrow();
      int most = Arrays.stream(sizes).max().orElseThrow();
      assertThat(most - least)
          .as("class %d over folds %s", k, Arrays.toString(sizes))
          .isLessThan(2);
    }
  }

  @Test
  void pairsOfATrueAndAFalseFillFoldsEvenly() {
    int[] labels = IntStream.range(0, 40).map(row -> row % 2).toArray();
    int[] pairs = IntStream.range(0, 40).map(row -> row / 2).toArray();

    Folds folds = Folds.assign(labels, 2, pairs, 5, new SplittableRandom(1));

    for (int fold = 0; fold < 5; fold++) {
      assertThat(folds.test(fold)).hasSize(8);
      assertThat(Arrays.stream(folds.test(fold)).filter(row -> labels[row] == 0).count())
          .isEqualTo(4);
    }
  }

  @Test
  void theSeedDecidesWhoMeetsWhom() {
    int[] labels = IntStream.range(0, 40).map(row -> row % 2).toArray();
    int[] alone = IntStream.range(0, 40).toArray();

    int[] first = Folds.assign(labels, 2, alone, 5, new SplittableRandom(1)).of();
    assertThat(Folds.assign(labels, 2, alone, 5, new SplittableRandom(1)).of()).isEqualTo(first);
    assertThat(Folds.assign(labels, 2, alone, 5, new SplittableRandom(2)).of()).isNotEqualTo(first);
  }
}
