package dev.lamina.plugins.transformers.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.plugins.transformers.weights.RowOrder.Run;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowOrderTest {

  /** numpy: {@code np.arange(12).reshape(1, 2, 3, 2).swapaxes(1, 2).ravel()}. */
  @Test
  void twoLevelsAreSwappedAsNumpySwapsAxes() {
    assertThat(RowOrder.swapped(1, 2, 3, 2))
        .isEqualTo(RowOrder.of(new int[] {0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11}));
  }

  /** numpy: {@code np.arange(12).reshape(2, 3, 2, 1).swapaxes(1, 2).ravel()}. */
  @Test
  void groupsAreSwappedOneByOne() {
    assertThat(RowOrder.swapped(2, 3, 2, 1))
        .isEqualTo(RowOrder.of(new int[] {0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11}));
  }

  @Property(tries = 200)
  void swappingBackGivesTheStoredOrder(
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll @IntRange(min = 1, max = 5) int outer,
      @ForAll @IntRange(min = 1, max = 5) int inner,
      @ForAll @IntRange(min = 1, max = 5) int run) {
    RowOrder there = RowOrder.swapped(count, outer, inner, run);
    RowOrder back = there.then(RowOrder.swapped(count, inner, outer, run));
    assertThat(back.keeps((long) count * outer * inner * run)).isTrue();
  }

  @Test
  void theSecondOrderTakesRowsOfTheFirst() {
    RowOrder first = RowOrder.of(new int[] {3, 1, 2});
    assertThat(first.then(RowOrder.of(new int[] {2, 0}))).isEqualTo(RowOrder.of(new int[] {2, 3}));
  }

  @Test
  void rowsThatFollowEachOtherAreOneRun() {
    assertThat(RowOrder.of(new int[] {4, 5, 6, 0, 1, 9}).runs())
        .containsExactly(new Run(4, 3), new Run(0, 2), new Run(9, 1));
    assertThat(RowOrder.of(new int[0]).runs()).isEmpty();
  }

  @Test
  void anOrderFitsIfAllItsRowsExist() {
    assertThat(RowOrder.of(new int[] {0, 2}).fits(3)).isTrue();
    assertThat(RowOrder.of(new int[] {0, 2}).fits(2)).isFalse();
    assertThat(RowOrder.of(new int[] {-1}).fits(2)).isFalse();
  }
}
