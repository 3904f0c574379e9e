package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.engine.store.segment.Collection;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentWriter;
import dev.lamina.engine.store.segment.Storage;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activations that are stored in half precision. */
class Float16Test {

  private static final Collection HALVES =
      Planted.collection(Component.RESID_POST, Storage.FLOAT16);
  private static final List<Integer> LAYERS = List.of(2, 3);

  @TempDir Path runs;

  private ActivationStore store() {
    return new ActivationStore(
        runs,
        warning -> {
          throw new AssertionError(warning);
        });
  }

  private Segment write(float... values) {
    List<ModelInput> inputs = Planted.inputs(Pooling.MEAN, 1);
    try (SegmentWriter writer =
        store().create(HALVES, LAYERS, inputs, values.length / LAYERS.size())) {
      writer.write(0, FloatBuffer.wrap(values));
      return writer.commit();
    }
  }

  /** A third is 0.3333333433 as float32 and 0.3332519531 as float16; 1, 2 and 3 are exact. */
  @Test
  void theLargestDifferenceIsKeptWithTheFile() throws Exception {
    Segment written = write(1, 2, 3, 1f / 3, 0, 0, 0, 0);

    assertThat(written.rounding()).isCloseTo(8.139e-5f, within(1e-8f));
    DistinctPrompts prompts = new DistinctPrompts(Planted.inputs(Pooling.MEAN, 1));
    Coverage coverage = store().find(HALVES, Planted.POINT, prompts, LAYERS);
    try (OpenSegments open = new OpenSegments()) {
      open.open(coverage.segments().get(0));
      assertThat(open.rounding()).isEqualTo(written.rounding());
      assertThat(
              new StoredActivations(Planted.POINT, 1, coverage, prompts, new long[] {0, 1}, open)
                  .layer(2)
                  .row(0))
          .containsExactly(1, 2, 3, 0.33325195f);
    }
  }

  @Test
  void aFileIsHalfAsLarge() throws Exception {
    float[] values = new float[1 << 16];
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }

    assertThat(Files.size(write(values).file())).isBetween(2L << 16, (2L << 16) + 2000);
  }

  @Test
  void aNumberBeyondHalfPrecisionIsAFailureThatNamesThePlaceAndTheWayOut() throws Exception {
    assertThatThrownBy(() -> write(1, 65504, 3, -65505))
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            "resid_post of layer 3 has the value -65505.0, but float16 holds at most 65504; set"
                + "  storage: float32");
    assertThat(runs.resolve(".cache/activations").resolve(HALVES.folder())).isEmptyDirectory();
  }

  @Test
  void aScoreBehindTheMaskStaysMinusInfinity() {
    assertThat(write(1, Float.NEGATIVE_INFINITY).rounding()).isZero();
  }
}
