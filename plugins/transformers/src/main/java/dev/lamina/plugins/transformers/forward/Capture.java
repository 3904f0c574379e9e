package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.torch.Kernels;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Pools what passes the hook points of one batch, and hands it over at the end. */
final class Capture {

  /** Whose bytes an int still counts. */
  private static final long MOST_NUMBERS = 1L << 28;

  private final CaptureRequest request;
  private final Batch batch;
  private final Kernels kernels;
  private final NDArray tokens;
  private final NDArray starts;
  private final Map<Component, NDList> pooled = new EnumMap<>(Component.class);

  /**
   * @param manager what the pooled arrays belong to
   */
  Capture(CaptureRequest request, Batch batch, Kernels kernels, NDManager manager) {
    this.request = request;
    this.batch = batch;
    this.kernels = kernels;
    this.tokens = manager.create(batch.readTokens());
    this.starts = manager.create(batch.readStarts());
  }

  /** How many blocks have to be run. */
  int blocks(int all) {
    if (request.components().contains(Component.LN_FINAL)) {
      return all;
    }
    boolean perLayer = request.components().stream().anyMatch(Component::perLayer);
    return perLayer ? request.layers().get(request.layers().size() - 1) + 1 : 0;
  }

  /** Whether a component is read at a layer. */
  boolean reads(Component component, int layer) {
    return request.components().contains(component)
        && (!component.perLayer() || request.layers().contains(layer));
  }

  /**
   * A hook point: keeps what is asked for of it.
   *
   * @param stream [n, width]
   */
  void at(Component component, int layer, NDArray stream) {
    if (!reads(component, layer)) {
      return;
    }
    boolean sound =
        component.masked() ? kernels.isFiniteOrMasked(stream) : kernels.isFinite(stream);
    if (!sound) {
      String where = component.perLayer() ? component + " of layer " + layer : component.id();
      throw new RunFailedException(
          where
              + " has NaN or infinite activations; the model's weights are damaged, or too large"
              + " for float32");
    }
    NDArray rows = pool(stream).toType(DataType.FLOAT32, false);
    NDScope.unregister(rows);
    pooled.computeIfAbsent(component, first -> new NDList()).add(rows);
  }

  /**
   * A hook point with a number a key.
   *
   * @param values [sequences, heads, length, length]
   */
  void atKeys(Component component, int layer, NDArray values) {
    if (reads(component, layer)) {
      double unseen = component.masked() ? Double.NEGATIVE_INFINITY : 0;
      at(component, layer, kernels.byToken(values, request.keys(), unseen));
    }
  }

  /** [n, width] -> [rows, width]. */
  private NDArray pool(NDArray stream) {
    return switch (batch.pooling()) {
      case MEAN -> kernels.mean(stream, tokens, starts);
      case MAX -> kernels.max(stream, tokens, starts);
      case EACH -> kernels.embedding(stream, tokens);
    };
  }

  /** Hands over what was kept: of all inputs at once, or where that is too much, of each. */
  void deliver(ActivationSink sink) {
    pooled.forEach(
        (component, layers) -> {
          long numbers = layers.stream().mapToLong(NDArray::size).sum();
          int perRow = Math.toIntExact(numbers / layers.get(0).getShape().get(0));
          if (numbers <= MOST_NUMBERS) {
            deliver(batch.inputs(), component, layers, perRow, sink);
            return;
          }
          long from = 0;
          for (ModelInput input : batch.inputs()) {
            long to = from + rows(input);
            NDList own = new NDList(layers.size());
            for (NDArray layer : layers) {
              own.add(layer.get("{}:{}", from, to));
            }
            deliver(List.of(input), component, own, perRow, sink);
            own.close();
            from = to;
          }
        });
  }

  /**
   * Hands over one component of some inputs.
   *
   * @param layers [rows, width] each
   * @param perRow numbers of a row over all layers
   */
  private void deliver(
      List<ModelInput> inputs,
      Component component,
      NDList layers,
      int perRow,
      ActivationSink sink) {
    try (NDArray stacked = NDArrays.stack(layers, 1)) { // [rows, layers, width]
      FloatBuffer values = stacked.toByteBuffer(true).asFloatBuffer().asReadOnlyBuffer();
      int row = 0;
      for (ModelInput input : inputs) {
        sink.accept(input.row(), component, values.slice(row * perRow, rows(input) * perRow));
        row += rows(input);
      }
    }
  }

  private int rows(ModelInput input) {
    return batch.pooling() == Pooling.EACH ? input.positions().length : 1;
  }
}
