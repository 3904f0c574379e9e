package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.plugins.transformers.torch.Kernels;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The rows that one pack gives of a component. Their memory is taken once, before the blocks', so
 * that it leaves no holes between these.
 */
final class Kept {

  /** Whose bytes an int still counts. */
  private static final long MOST_NUMBERS = 1L << 28;

  private final NDArray all; // [rows, layers, width]
  private final long rows;
  private int layer;
  private long row;

  Kept(NDManager manager, long rows, int layers, long width) {
    this.all = manager.create(new Shape(rows, layers, width), DataType.FLOAT32);
    this.rows = rows;
    NDScope.unregister(all);
  }

  /**
   * Adds the next rows of a layer; behind its last comes the first of the next layer.
   *
   * @param part [some rows, width]
   */
  void add(NDArray part, Kernels kernels) {
    kernels.write(all, row, layer, part);
    row += part.getShape().get(0);
    if (row == rows) {
      row = 0;
      layer++;
    }
  }

  /** Hands over the rows: of all inputs at once, or where that is too much, of each. */
  void deliver(List<ModelInput> inputs, Component component, ActivationSink sink) {
    if (all.size() <= MOST_NUMBERS) {
      deliver(all, inputs, component, sink);
      return;
    }
    long from = 0;
    for (ModelInput input : inputs) {
      long to = from + input.rows();
      try (NDArray own = all.get("{}:{}", from, to)) {
        deliver(own, List.of(input), component, sink);
      }
      from = to;
    }
  }

  private void deliver(
      NDArray some, List<ModelInput> inputs, Component component, ActivationSink sink) {
    int perRow = Math.toIntExact(some.size() / some.getShape().get(0));
    FloatBuffer values = some.toByteBuffer(true).asFloatBuffer().asReadOnlyBuffer();
    int at = 0;
    for (ModelInput input : inputs) {
      sink.accept(input.row(), component, values.slice(at * perRow, input.rows() * perRow));
      at += input.rows();
    }
  }
}
