package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.Storage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What has to be computed, grouped into as few requests as there are patterns. */
class GapTest {

  private static Segment segment(String name, Component component, List<Integer> layers) {
    return new Segment(Path.of(name), component, layers, 4, Storage.FLOAT32, 9, new long[0], 0);
  }

  private static Map<Component, Coverage> of(Coverage residual, Coverage embeddings) {
    Map<Component, Coverage> coverages = new LinkedHashMap<>();
    coverages.put(Component.RESID_POST, residual);
    coverages.put(Component.EMBED, embeddings);
    return coverages;
  }

  @Test
  void promptsThatLackTheSameAreOneRequest() {
    Segment some = segment("some", Component.RESID_POST, List.of(1, 3));
    Segment embedded = segment("embedded", Component.EMBED, List.of(0));
    Coverage residual = Coverage.none(5, List.of(1, 2, 3)).with(some, new int[] {-1, 4, 0, -1, 8});
    Coverage embeddings = Coverage.none(5, List.of(0)).with(embedded, new int[] {-1, 0, -1, -1, 1});

    assertThat(Gap.of(of(residual, embeddings)))
        .containsExactly(
            new Gap(
                List.of(0, 3),
                Map.of(Component.RESID_POST, List.of(1, 2, 3), Component.EMBED, List.of(0))),
            new Gap(List.of(1, 4), Map.of(Component.RESID_POST, List.of(2))),
            new Gap(
                List.of(2), Map.of(Component.RESID_POST, List.of(2), Component.EMBED, List.of(0))));
  }

  @Test
  void whatIsAllStoredLeavesNone() {
    Segment all = segment("all", Component.RESID_POST, List.of(0, 1, 2));
    Segment embedded = segment("embedded", Component.EMBED, List.of(0));
    Coverage residual = Coverage.none(2, List.of(1, 2)).with(all, new int[] {1, 0});
    Coverage embeddings = Coverage.none(2, List.of(0)).with(embedded, new int[] {0, 1});

    assertThat(Gap.of(of(residual, embeddings))).isEmpty();
    assertThat(residual.segments()).containsExactly(all);
  }

  @Test
  void aSegmentThatIsGoneLeavesItsPart() {
    Segment first = segment("first", Component.RESID_POST, List.of(1, 2));
    Segment second = segment("second", Component.RESID_POST, List.of(2, 5));
    Coverage residual =
        Coverage.none(2, List.of(1, 2, 5))
            .with(first, new int[] {0, -1})
            .with(second, new int[] {0, 1})
            .without(first);

    assertThat(residual.segments()).containsExactly(second);
    assertThat(Gap.of(Map.of(Component.RESID_POST, residual)))
        .containsExactly(
            new Gap(List.of(0), Map.of(Component.RESID_POST, List.of(1, 2))),
            new Gap(List.of(1), Map.of(Component.RESID_POST, List.of(1))));
  }

  @Test
  void blocksAreThoseOfAnyComponentThatHasBlocks() {
    Gap gap =
        new Gap(
            List.of(0),
            Map.of(
                Component.EMBED, List.of(0),
                Component.RESID_POST, List.of(4, 7),
                Component.MLP_OUT, List.of(2, 7)));

    assertThat(gap.blocks()).containsExactly(2, 4, 7);
  }
}
