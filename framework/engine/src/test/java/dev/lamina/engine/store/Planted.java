package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.engine.store.segment.Collection;
import dev.lamina.engine.store.segment.Segment;
import dev.lamina.engine.store.segment.SegmentWriter;
import dev.lamina.engine.store.segment.Storage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Activations whose values tell where they belong. A prompt is a number n: it has 1 + n % 4 tokens,
 * and the value 1000 n + 100 token + 10 layer + column / 10.
 */
final class Planted {

  static final Collection COLLECTION = collection(Component.RESID_POST, Storage.FLOAT32);
  static final HookPoint POINT = HookPoint.of(Component.RESID_POST, 4);

  private Planted() {}

  static Collection collection(Component component, Storage storage) {
    return new Collection("a1", "tiny", "b2", "activations", component, "mean", storage);
  }

  static float value(int prompt, int token, int layer, int column) {
    return 1000f * prompt + 100f * token + 10f * layer + column / 10f;
  }

  static ModelInput input(int place, int prompt, Pooling pooling) {
    int[] ids = new int[1 + prompt % 4];
    Arrays.fill(ids, prompt);
    return new ModelInput(place, ids, IntStream.range(0, ids.length).toArray(), pooling);
  }

  static List<ModelInput> inputs(Pooling pooling, int... prompts) {
    return IntStream.range(0, prompts.length)
        .mapToObj(place -> input(place, prompts[place], pooling))
        .toList();
  }

  static int[] range(int begin, int end) {
    return IntStream.range(begin, end).toArray();
  }

  /** All of a prompt, [rows, layers, width]. */
  static FloatBuffer values(ModelInput input, List<Integer> layers, int width) {
    FloatBuffer values = FloatBuffer.allocate(input.rows() * layers.size() * width);
    for (int token = 0; token < input.rows(); token++) {
      for (int layer : layers) {
        for (int column = 0; column < width; column++) {
          values.put(value(input.ids()[0], token, layer, column));
        }
      }
    }
    return values.flip();
  }

  /** Writes all prompts, in an order that the seed decides. */
  static void writeShuffled(
      SegmentWriter writer, List<ModelInput> inputs, List<Integer> layers, int width, long seed) {
    List<ModelInput> order = new ArrayList<>(inputs);
    Collections.shuffle(order, new Random(seed));
    order.forEach(input -> writer.write(input.row(), values(input, layers, width)));
  }

  /** Stores different prompts in a segment. */
  static Segment store(
      ActivationStore store,
      Collection collection,
      List<Integer> layers,
      Pooling pooling,
      int... prompts) {
    List<ModelInput> inputs = inputs(pooling, prompts);
    int width = POINT.width(1);
    try (SegmentWriter writer = store.create(collection, layers, inputs, width)) {
      writeShuffled(writer, inputs, layers, width, 7);
      return writer.commit();
    }
  }

  static Segment store(ActivationStore store, List<Integer> layers, int... prompts) {
    return store(store, COLLECTION, layers, Pooling.MEAN, prompts);
  }

  static Coverage find(ActivationStore store, List<Integer> layers, int... prompts) {
    return store.find(
        COLLECTION, POINT, new DistinctPrompts(inputs(Pooling.MEAN, prompts)), layers);
  }

  /** Every number of these prompts and layers is stored, and where it belongs. */
  static void assertHolds(
      ActivationStore store,
      Collection collection,
      List<Integer> layers,
      Pooling pooling,
      int... prompts)
      throws Exception {
    List<ModelInput> inputs = inputs(pooling, prompts);
    DistinctPrompts distinct = new DistinctPrompts(inputs);
    Coverage coverage = store.find(collection, POINT, distinct, layers);
    assertThat(coverage.isComplete()).isTrue();
    try (OpenSegments open = new OpenSegments()) {
      for (Segment segment : coverage.segments()) {
        open.open(segment);
      }
      long[] offsets = new long[prompts.length + 1];
      for (int i = 0; i < prompts.length; i++) {
        offsets[i + 1] = offsets[i] + inputs.get(i).rows();
      }
      int keys = CaptureRequest.longest(inputs);
      assertHolds(
          new StoredActivations(POINT, keys, coverage, distinct, offsets, open), layers, inputs);
    }
  }

  static void assertHolds(ActivationStore store, List<Integer> layers, int... prompts)
      throws Exception {
    assertHolds(store, COLLECTION, layers, Pooling.MEAN, prompts);
  }

  private static void assertHolds(
      Activations activations, List<Integer> layers, List<ModelInput> inputs) {
    assertThat(activations.layers()).isEqualTo(layers);
    for (int layer : layers) {
      int row = 0;
      for (ModelInput input : inputs) {
        for (int token = 0; token < input.rows(); token++) {
          float[] expected = new float[activations.width()];
          for (int column = 0; column < expected.length; column++) {
            expected[column] = value(input.ids()[0], token, layer, column);
          }
          assertThat(activations.layer(layer).row(row++)).isEqualTo(expected);
        }
      }
      assertThat(activations.layer(layer).rows()).isEqualTo(row);
      assertThat(activations.offsets()).endsWith(row);
    }
  }
}
