package dev.lamina.plugins.mlflow.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatchesTest {

  @Test
  void noBatchHasMoreItemsThanAllowed() {
    List<Integer> items = IntStream.range(0, 250).boxed().toList();

    List<List<Integer>> batches = Batches.of(items, 100, item -> 1);

    assertThat(batches).extracting(List::size).containsExactly(100, 100, 50);
    assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(items);
  }

  @Test
  void noBatchIsLargerThanARequestMayBe() {
    List<Integer> items = List.of(500_000, 300_000, 200_000, 950_000, 10);

    assertThat(Batches.of(items, 100, item -> item))
        .containsExactly(
            List.of(500_000, 300_000), List.of(200_000), List.of(950_000), List.of(10));
  }

  @Test
  void nothingIsNoRequest() {
    assertThat(Batches.of(List.of(), 100, item -> 1)).isEmpty();
  }
}
