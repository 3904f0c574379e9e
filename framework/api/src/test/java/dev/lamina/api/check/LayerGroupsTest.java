package dev.lamina.api.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelDescription;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerGroupsTest {

  /** A layer of 1,024 tokens: 1,024 * (8,192 + 2 * 1,024) numbers, of which 2^25 hold three. */
  private static final List<int[]> LONG = List.of(new int[1024]);

  @Test
  void aTokenHasSoManyNumbersAtEachComponent() {
    assertThat(LayerGroups.numbersOfALayer(model(5), LONG)).isEqualTo(1024L * 10_240);
    assertThat(LayerGroups.numbersOfALayer(model(5), List.of(new int[3], new int[1])))
        .isEqualTo(4 * (8192 + 2 * 3));
  }

  @Test
  void eachLayerIsInOneGroup() {
    assertThat(LayerGroups.disjoint(model(7), LONG))
        .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
  }

  @Test
  void aGroupBeginsWithTheLastLayerOfTheOneBefore() {
    assertThat(LayerGroups.overlapping(model(7), LONG))
        .containsExactly(List.of(0, 1, 2), List.of(2, 3, 4), List.of(4, 5, 6));
  }

  @Test
  void fewTokensNeedOneGroup() {
    List<Integer> all = IntStream.range(0, 40).boxed().toList();
    assertThat(LayerGroups.disjoint(model(40), List.of(new int[5]))).containsExactly(all);
    assertThat(LayerGroups.overlapping(model(40), List.of(new int[5]))).containsExactly(all);
  }

  @Test
  void aLayerThatDoesNotFitIsAGroupAllTheSame() {
    List<int[]> longest = List.of(new int[8192]);
    assertThat(LayerGroups.disjoint(model(2), longest)).containsExactly(List.of(0), List.of(1));
    assertThat(LayerGroups.overlapping(model(3), longest))
        .containsExactly(List.of(0, 1), List.of(1, 2));
    assertThat(LayerGroups.overlapping(model(1), longest)).containsExactly(List.of(0));
  }

  private static ModelDescription model(int layers) {
    return new ModelDescription(
        "m",
        "here",
        "f",
        layers,
        8192,
        2,
        8192,
        10,
        1,
        List.of(HookPoint.of(Component.RESID_POST, 8192), HookPoint.perKey(Component.PATTERN, 2)),
        "0",
        "0");
  }
}
