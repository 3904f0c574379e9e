package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.engine.store.segment.Collection;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentWriter;
import dev.lamina.engine.store.segment.Storage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns and scores have room for the keys of the longest prompt, which is another each time. */
class KeyedActivationsTest {

  private static final float NONE = Float.NEGATIVE_INFINITY;
  private static final ModelInput TWO_TOKENS = Planted.input(0, 1, Pooling.MEAN);

  @TempDir Path runs;

  private float[] read(Component component, int storedKeys, float[] stored, int keys)
      throws Exception {
    ActivationStore store =
        new ActivationStore(
            runs,
            warning -> {
              throw new AssertionError(warning);
            });
    Collection collection = Planted.collection(component, Storage.FLOAT32);
    HookPoint point = HookPoint.perKey(component, 2);
    List<ModelInput> inputs = List.of(TWO_TOKENS);
    try (SegmentWriter writer =
        store.create(collection, List.of(3), inputs, point.width(storedKeys))) {
      writer.write(0, FloatBuffer.wrap(stored));
      writer.commit();
    }
    DistinctPrompts prompts = new DistinctPrompts(inputs);
    Coverage coverage = store.find(collection, point, prompts, List.of(3));
    try (OpenSegments open = new OpenSegments()) {
      for (Segment segment : coverage.segments()) {
        open.open(segment);
      }
      return new StoredActivations(point, keys, coverage, prompts, new long[] {0, 1}, open)
          .layer(3)
          .row(0);
    }
  }

  @Test
  void beforeALongerPromptAPatternIsZeroBehindItsOwnKeys() throws Exception {
    assertThat(read(Component.PATTERN, 2, new float[] {.25f, .75f, .5f, .5f}, 4))
        .containsExactly(.25f, .75f, 0, 0, .5f, .5f, 0, 0);
  }

  @Test
  void beforeALongerPromptScoresAreMinusInfinityBehindTheirOwnKeys() throws Exception {
    assertThat(read(Component.ATTN_SCORES, 2, new float[] {1, NONE, 3, 4}, 3))
        .containsExactly(1, NONE, NONE, 3, 4, NONE);
  }

  @Test
  void withoutTheLongerPromptTheRoomBehindItsOwnKeysGoes() throws Exception {
    assertThat(read(Component.PATTERN, 4, new float[] {.25f, .75f, 0, 0, .5f, .5f, 0, 0}, 2))
        .containsExactly(.25f, .75f, .5f, .5f);
  }
}
