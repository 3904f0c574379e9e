package dev.lamina.plugins.transformers.torch;

import static dev.lamina.plugins.transformers.torch.ScriptModule.tensor;
import static dev.lamina.plugins.transformers.torch.ScriptModule.tensors;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Rotary.Pairing;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of {@code kernels.py}. Results belong to the manager of the first argument. n is
 * the number of nodes of a pack.
 */
public final class Kernels implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  private final ScriptModule module;
  private final Optional<PackedLinear> packed;

  private Kernels(ScriptModule module, Optional<PackedLinear> packed) {
    this.module = module;
    this.packed = packed;
  }

  /**
   * Loads the kernels for arrays of a manager.
   *
   * @param layout of linear maps, where there is a choice
   * @param type of the numbers that are computed with
   */
  public static Kernels load(NDManager manager, Layout layout, DataType type) {
    boolean packs =
        layout == Layout.PACKED && type == DataType.FLOAT32 && !manager.getDevice().isGpu();
    return new Kernels(
        ScriptModule.load(manager, KernelArchive.KERNELS),
        packs ? packed(manager) : Optional.empty());
  }

  private static Optional<PackedLinear> packed(NDManager manager) {
    try {
      return Optional.of(PackedLinear.load(manager));
    } catch (EngineException e) {
      LOG.info("linear maps are plain: {}", Torch.reason(e));
      return Optional.empty();
    }
  }

  /**
   * Prepares the calling thread. What PyTorch would optimize here costs more than it gains; and
   * oneDNN takes all processors on a thread where no operation has set the number of threads yet.
   */
  public void prepareThread(NDManager manager) {
    JniUtils.setGraphExecutorOptimize(false);
    try (NDArray one = manager.ones(new Shape(1, 1))) {
      norm(one, new Norm(Normalization.layer(1), one, one)).close();
    }
  }

  /** Whether all elements are finite. */
  public boolean isFinite(NDArray x) {
    try (NDArray range = call(x, "range", tensor(x))) {
      double[] ends = doubles(range);
      return Double.isFinite(ends[0]) && Double.isFinite(ends[1]);
    }
  }

  /** Whether no element is NaN or plus infinity. */
  public boolean isFiniteOrMasked(NDArray x) {
    try (NDArray range = call(x, "range", tensor(x))) {
      double[] ends = doubles(range);
      return ends[1] < Double.POSITIVE_INFINITY && !Double.isNaN(ends[0]);
    }
  }

  private static double[] doubles(NDArray array) {
    try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
      return wide.toDoubleArray();
    }
  }

  /** table [rows, width], ids [n] -> the rows of the ids, [n, width]. */
  public NDArray embedding(NDArray table, NDArray ids) {
    return call(ids, "embedding", tensor(table), tensor(ids));
  }

  /** x [n, inputs] -> x w' + b, [n, outputs]. */
  public NDArray linear(NDArray x, Linear map) {
    return switch (map.layout()) {
      case PLAIN -> call(x, "linear", tensor(x), tensor(map.weight()), tensor(map.bias()));
      case PACKED -> packed.orElseThrow().linear(x, map, Optional.empty());
    };
  }

  /** x [n, inputs] -> f(x w' + b), [n, outputs]. */
  public NDArray linear(NDArray x, Linear map, Activation activation) {
    return map.layout() == Layout.PACKED && PackedLinear.fuses(activation)
        ? packed.orElseThrow().linear(x, map, Optional.of(activation))
        : activation(linear(x, map), activation);
  }

  /** x [n, inputs] -> (x w' + b) factor, [n, outputs]. */
  public NDArray linear(NDArray x, Linear map, NDArray factor) {
    return switch (map.layout()) {
      case PLAIN -> linear(x, map).mul(factor);
      case PACKED -> packed.orElseThrow().linear(x, map, factor);
    };
  }

  /** How these kernels have linear maps laid out. */
  public Layout layout() {
    return packed.isPresent() ? Layout.PACKED : Layout.PLAIN;
  }

  /**
   * A map of a copy of a weight, which stays when the scope of arrays ends, in these kernels'
   * layout.
   */
  public Linear laidOut(NDArray weight, NDArray bias) {
    NDArray copy = packed.map(maps -> maps.pack(weight)).orElseGet(weight::duplicate);
    NDScope.unregister(copy);
    return new Linear(copy, bias, layout());
  }

  /** x [...] -> x factor. */
  public NDArray scale(NDArray x, double factor) {
    return call(x, "scale", tensor(x), IValue.from(factor));
  }

  /** x [...] -> cap tanh(x / cap). */
  public NDArray softcap(NDArray x, double cap) {
    return call(x, "softcap", tensor(x), IValue.from(cap));
  }

  /** x [...] -> no number larger than the bound in size. */
  public NDArray clip(NDArray x, double bound) {
    return call(x, "clip", tensor(x), IValue.from(bound));
  }

  /** x [...] -> f(x). */
  public NDArray activation(NDArray x, Activation kind) {
    return call(x, "activation", tensor(x), IValue.from(kind.kernel()));
  }

  /** x [..., width] -> normalized over the width. */
  public NDArray norm(NDArray x, Norm norm) {
    return switch (norm.how().kind()) {
      case LAYER ->
          call(
              x,
              "layer_norm",
              tensor(x),
              tensor(norm.weight()),
              tensor(norm.bias()),
              IValue.from(norm.how().eps()));
      case RMS ->
          call(x, "rms_norm", tensor(x), tensor(norm.weight()), IValue.from(norm.how().eps()));
    };
  }

  /** x [n, heads d_head] -> [n, heads, d_head]. */
  public NDArray heads(NDArray x, int dHead) {
    return call(x, "heads", tensor(x), IValue.from((long) dHead));
  }

  /**
   * x [n, heads, d_head] -> the same, turned.
   *
   * @param cosines [n, dims / 2]
   * @param sines [n, dims / 2]
   */
  public NDArray rotary(NDArray x, NDArray cosines, NDArray sines, Pairing pairing) {
    return call(
        x,
        "rotary",
        tensor(x),
        tensor(cosines),
        tensor(sines),
        IValue.from(pairing == Pairing.NEIGHBOURS));
  }

  /**
   * The heads' outputs, [n, heads d_head].
   *
   * @param q [n, heads, d_head]
   * @param k [n, kv_heads, d_head]
   * @param v [n, kv_heads, d_head]
   * @param keys the rows of k and v that each tile looks at, [keys]
   * @param masks to be added to each tile's scores, [1 or heads, queries, keys]; the tiles' queries
   *     are the rows of q in order
   */
  public NDArray attention(
      NDArray q,
      NDArray k,
      NDArray v,
      List<NDArray> keys,
      List<NDArray> masks,
      double scale,
      OptionalDouble softcap) {
    return call(
        q,
        "attention",
        tensor(q),
        tensor(k),
        tensor(v),
        tensors(keys),
        tensors(masks),
        IValue.from(scale),
        IValue.from(softcap.orElse(0)));
  }

  /**
   * What the softmax of attention is taken of, [heads, queries, keys].
   *
   * @param q [queries, heads, d_head]
   * @param k [keys, kv_heads, d_head]
   * @param mask to be added, [1 or heads, queries, keys]
   */
  public NDArray scores(NDArray q, NDArray k, NDArray mask, double scale, OptionalDouble softcap) {
    return call(
        q,
        "scores",
        tensor(q),
        tensor(k),
        tensor(mask),
        IValue.from(scale),
        IValue.from(softcap.orElse(0)));
  }

  /** scores -> how much each query looks at each key, [heads, queries, keys]. */
  public NDArray pattern(NDArray scores) {
    return call(scores, "pattern", tensor(scores));
  }

  /**
   * x [heads, queries, keys of a prompt] -> [queries, heads keys].
   *
   * @param fill what stands behind each head's own keys
   */
  public NDArray byQuery(NDArray x, int keys, double fill) {
    return call(x, "by_query", tensor(x), IValue.from((long) keys), IValue.from(fill));
  }

  /** x [n, ...], nodes [count] -> their rows, [count, ...]. */
  public NDArray rows(NDArray x, NDArray nodes) {
    return call(x, "rows", tensor(x), tensor(nodes));
  }

  /** Writes x [some rows, width] into all [rows, layers, width], from a row on, at a layer. */
  public void write(NDArray all, long row, long layer, NDArray x) {
    call(x, "write", tensor(all), IValue.from(row), IValue.from(layer), tensor(x)).close();
  }

  /** x [n, width], tokens [count], starts [rows] -> a mean a row, [rows, width]. */
  public NDArray mean(NDArray x, NDArray tokens, NDArray starts) {
    return call(x, "pool", tensor(x), tensor(tokens), tensor(starts), IValue.from(1L));
  }

  /** x [n, width], tokens [count], starts [rows] -> the largest values a row, [rows, width]. */
  public NDArray max(NDArray x, NDArray tokens, NDArray starts) {
    return call(x, "pool", tensor(x), tensor(tokens), tensor(starts), IValue.from(2L));
  }

  /** The result belongs to the manager of an array. */
  private NDArray call(NDArray of, String method, IValue... arguments) {
    return module.call(of.getManager(), method, arguments);
  }

  @Override
  public void close() {
    packed.ifPresent(PackedLinear::close);
    module.close();
  }
}
