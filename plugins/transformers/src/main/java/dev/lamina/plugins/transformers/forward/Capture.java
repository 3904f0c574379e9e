package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.forward.pack.Pack;
import dev.lamina.plugins.transformers.torch.Kernels;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Pools what passes the hook points of one pack, and hands it over at the end. */
final class Capture {

  private final CaptureRequest request;
  private final Pack pack;
  private final Kernels kernels;
  private final NDArray nodes;
  private final NDArray starts;
  private final NDManager manager;
  private final Map<Component, Kept> kept = new EnumMap<>(Component.class);

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

  /**
   * @param rows [rows, width], of the next members or of all
   */
  private void keep(Component component, NDArray rows) {
    kept.computeIfAbsent(
            component,
            first ->
                new Kept(
                    manager,
                    pack.capturedRows(),
                    request.layersOf(component),
                    rows.getShape().get(1)))
        .add(rows, kernels);
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
    keep(component, pool(byQuery, all, manager.zeros(new Shape(1), DataType.INT32)));
  }

  /** [n, width] -> [rows, width]. */
  private NDArray pool(NDArray stream, NDArray read, NDArray begins) {
    return switch (pack.pooling()) {
      case MEAN -> kernels.mean(stream, read, begins);
      case MAX -> kernels.max(stream, read, begins);
      case EACH -> kernels.rows(stream, read);
    };
  }

  /** Hands over what was kept. */
  void deliver(ActivationSink sink) {
    List<ModelInput> inputs = pack.members().stream().map(Pack.Member::input).toList();
    kept.forEach((component, rows) -> rows.deliver(inputs, component, sink));
  }
}
