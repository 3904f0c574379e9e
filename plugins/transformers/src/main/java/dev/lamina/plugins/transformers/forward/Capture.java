package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.forward.pack.Pack;
import dev.lamina.plugins.transformers.torch.Kernels;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Pools what passes the hook points of one pack, and hands it over at the end. */
final class Capture {

  /** Whose bytes an int still counts. */
  private static final long MOST_NUMBERS = 1L << 28;

  private final CaptureRequest request;
  private final Pack pack;
  private final Kernels kernels;
  private final NDArray nodes;
  private final NDArray starts;
  private final NDManager manager;
  private final Map<Component, NDList> pooled = new EnumMap<>(Component.class);
  private final Map<Component, NDList> members = new EnumMap<>(Component.class);

  /**
   * @param manager what the pooled arrays belong to
   */
  Capture(CaptureRequest request, Pack pack, Kernels kernels, NDManager manager) {
    this.request = request;
    this.pack = pack;
    this.kernels = kernels;
    this.manager = manager;
    this.nodes = manager.create(pack.readNodes());
    this.starts = manager.create(pack.readStarts());
  }

  /** How many blocks a request needs: up to the last that something is read of. */
  static int blocks(CaptureRequest request, int all) {
    if (request.components().contains(Component.LN_FINAL)) {
      return all;
    }
    boolean within =
        request.components().stream()
            .anyMatch(component -> component.perLayer() && component != Component.RESID_PRE);
    boolean before = request.components().contains(Component.RESID_PRE);
    if (!within && !before) {
      return 0;
    }
    int last = request.layers().get(request.layers().size() - 1);
    return within ? last + 1 : last;
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
    require(kernels.isFinite(stream), component, layer);
    keep(component, pool(stream, nodes, starts));
  }

  private static void require(boolean sound, Component component, int layer) {
    if (!sound) {
      String where = component.perLayer() ? component + " of layer " + layer : component.id();
      throw new RunFailedException(
          where
              + " has NaN or infinite activations; the model's weights are damaged, or too large"
              + " for float32");
    }
  }

  private void keep(Component component, NDArray rows) {
    NDArray kept = rows.toType(DataType.FLOAT32, false);
    NDScope.unregister(kept);
    pooled.computeIfAbsent(component, first -> new NDList()).add(kept);
  }

  /**
   * A hook point with a number a key, member after member.
   *
   * @param ofMember of the nodes that are read, the keys of their path, [heads, queries, keys]
   */
  void atKeys(Component component, int layer, NDArray ofMember) {
    if (!reads(component, layer)) {
      return;
    }
    boolean sound =
        component.masked() ? kernels.isFiniteOrMasked(ofMember) : kernels.isFinite(ofMember);
    require(sound, component, layer);
    double unseen = component.masked() ? Double.NEGATIVE_INFINITY : 0;
    NDArray byQuery = kernels.byQuery(ofMember, request.keys(), unseen); // [queries, width]
    NDArray all = manager.arange(Math.toIntExact(byQuery.getShape().get(0)));
    NDArray rows = pool(byQuery, all, manager.zeros(new Shape(1), DataType.INT32));
    NDScope.unregister(rows);
    members.computeIfAbsent(component, first -> new NDList()).add(rows);
  }

  /** All members of a layer have been at a hook point with a number a key. */
  void endOfMembers(Component component) {
    NDList rows = members.remove(component);
    if (rows != null) {
      keep(component, NDArrays.concat(rows));
      rows.close();
    }
  }

  /** [n, width] -> [rows, width]. */
  private NDArray pool(NDArray stream, NDArray read, NDArray begins) {
    return switch (pack.pooling()) {
      case MEAN -> kernels.mean(stream, read, begins);
      case MAX -> kernels.max(stream, read, begins);
      case EACH -> kernels.rows(stream, read);
    };
  }

  /** Hands over what was kept: of all inputs at once, or where that is too much, of each. */
  void deliver(ActivationSink sink) {
    pooled.forEach(
        (component, layers) -> {
          long numbers = layers.stream().mapToLong(NDArray::size).sum();
          int perRow = Math.toIntExact(numbers / layers.get(0).getShape().get(0));
          if (numbers <= MOST_NUMBERS) {
            deliver(inputs(), component, layers, perRow, sink);
            return;
          }
          long from = 0;
          for (ModelInput input : inputs()) {
            long to = from + input.rows();
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
        sink.accept(input.row(), component, values.slice(row * perRow, input.rows() * perRow));
        row += input.rows();
      }
    }
  }

  private List<ModelInput> inputs() {
    return pack.members().stream().map(Pack.Member::input).toList();
  }
}
