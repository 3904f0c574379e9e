package dev.lamina.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Activations whose value tells where it belongs: 1000 row + 10 layer + column / 10. */
record Planted(List<Integer> layers, int rows, int dModel) {

  static final EntryKey KEY =
      new EntryKey("a1", "b2", "activations", "c3", Component.RESID_POST, "mean", "float32");

  static float value(int row, int layer, int column) {
    return 1000f * row + 10f * layer + column / 10f;
  }

  /** A few rows, [count, layers, d_model]. */
  FloatBuffer rows(int first, int count) {
    FloatBuffer values = FloatBuffer.allocate(count * layers.size() * dModel);
    for (int row = first; row < first + count; row++) {
      for (int layer : layers) {
        for (int column = 0; column < dModel; column++) {
          values.put(value(row, layer, column));
        }
      }
    }
    return values.flip();
  }

  /** Writes all rows one by one, in an order that the seed decides. */
  void writeShuffled(EntryWriter writer, long seed) {
    List<Integer> order = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      order.add(row);
    }
    Collections.shuffle(order, new Random(seed));
    order.forEach(row -> writer.write(row, rows(row, 1)));
  }

  /** Writes and commits an entry whose rows are prompts. */
  Activations store(ActivationStore store, EntryKey key) {
    try (EntryWriter writer = store.createForPrompts(key, layers, rows, dModel)) {
      writeShuffled(writer, 7);
      return writer.commit();
    }
  }

  /** Every number of these layers is where it belongs. */
  void assertHolds(Activations activations) {
    assertThat(activations.layers()).isEqualTo(layers);
    assertThat(activations.rows()).isEqualTo(rows);
    assertThat(activations.width()).isEqualTo(dModel);
    for (int layer : layers) {
      Matrix matrix = activations.layer(layer);
      assertThat(matrix.rows()).isEqualTo(rows);
      assertThat(matrix.columns()).isEqualTo(dModel);
      for (int row = 0; row < rows; row++) {
        float[] expected = new float[dModel];
        for (int column = 0; column < dModel; column++) {
          expected[column] = value(row, layer, column);
        }
        assertThat(matrix.row(row)).isEqualTo(expected);
      }
    }
  }
}
