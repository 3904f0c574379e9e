package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.lamina.plugins.transformers.architecture.Activation;
import dev.lamina.plugins.transformers.architecture.Attention.Direction;
import dev.lamina.plugins.transformers.architecture.Rotary.Pairing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The operations of {@code kernels.py}. Results belong to the manager of the first argument. n is
 * the number of tokens of all sequences of a batch, one sequence after the other.
 */
public final class Kernels implements AutoCloseable {

  private final PtSymbolBlock module;

  private Kernels(PtSymbolBlock module) {
    this.module = module;
  }

  /** Loads the kernels for arrays of a manager. */
  public static Kernels load(NDManager manager) {
    try {
      ByteArrayInputStream archive = new ByteArrayInputStream(KernelArchive.pack());
      return new Kernels(JniUtils.loadModule((PtNDManager) manager, archive, false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prepares the calling thread; what PyTorch would optimize here costs more than it gains. */
  public void prepareThread() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  /** Whether all elements are finite. */
  public boolean isFinite(NDArray x) {
    try (NDArray range = call(manager(x), "range", tensor(x))) {
      double[] ends = doubles(range);
      return Double.isFinite(ends[0]) && Double.isFinite(ends[1]);
    }
  }

  /** Whether no element is NaN or plus infinity. */
  public boolean isFiniteOrMasked(NDArray x) {
    try (NDArray range = call(manager(x), "range", tensor(x))) {
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
    return call(manager(ids), "embedding", tensor(table), tensor(ids));
  }

  /** x [n, inputs] -> x w' + b, [n, outputs]. */
  public NDArray linear(NDArray x, Linear map) {
    return call(manager(x), "linear", tensor(x), tensor(map.weight()), tensor(map.bias()));
  }

  /** x [...] -> x factor. */
  public NDArray scale(NDArray x, double factor) {
    return call(manager(x), "scale", tensor(x), IValue.from(factor));
  }

  /** x [...] -> cap tanh(x / cap). */
  public NDArray softcap(NDArray x, double cap) {
    return call(manager(x), "softcap", tensor(x), IValue.from(cap));
  }

  /** x [...] -> no number larger than the bound in size. */
  public NDArray clip(NDArray x, double bound) {
    return call(manager(x), "clip", tensor(x), IValue.from(bound));
  }

  /** x [...] -> f(x). */
  public NDArray activation(NDArray x, Activation kind) {
    return call(manager(x), "activation", tensor(x), IValue.from(kind.kernel()));
  }

  /** x [..., width] -> normalized over the width. */
  public NDArray norm(NDArray x, Norm norm) {
    return switch (norm.how().kind()) {
      case LAYER ->
          call(
              manager(x),
              "layer_norm",
              tensor(x),
              tensor(norm.weight()),
              tensor(norm.bias()),
              IValue.from(norm.how().eps()));
      case RMS ->
          call(
              manager(x),
              "rms_norm",
              tensor(x),
              tensor(norm.weight()),
              IValue.from(norm.how().eps()));
    };
  }

  /** x [n, heads d_head] -> [sequences, length, heads, d_head]. */
  public NDArray heads(NDArray x, int sequences, int dHead) {
    return call(
        manager(x), "heads", tensor(x), IValue.from((long) sequences), IValue.from((long) dHead));
  }

  /**
   * x [sequences, length, heads, d_head] -> the same, turned.
   *
   * @param cosines [length, dims / 2]
   * @param sines [length, dims / 2]
   */
  public NDArray rotary(NDArray x, NDArray cosines, NDArray sines, Pairing pairing) {
    return call(
        manager(x),
        "rotary",
        tensor(x),
        tensor(cosines),
        tensor(sines),
        IValue.from(pairing == Pairing.NEIGHBOURS));
  }

  /**
   * What is added to attention scores: 0 where a token sees a key, else minus infinity, [1, length,
   * length].
   *
   * @param places 0, 1, 2 ..., [length]
   * @param reach how far away a token sees another
   */
  public NDArray mask(NDArray places, int reach, Direction direction) {
    return call(
        manager(places),
        "mask",
        tensor(places),
        IValue.from((long) reach),
        IValue.from(direction == Direction.CAUSAL),
        IValue.from(Double.NEGATIVE_INFINITY));
  }

  /**
   * The heads' outputs, [n, heads d_head], without keeping scores and pattern.
   *
   * @param q [sequences, length, heads, d_head]
   * @param k [sequences, length, kv_heads, d_head]
   * @param v [sequences, length, kv_heads, d_head]
   * @param mask to be added to the scores, [1 or heads, length, length]; empty for none
   * @param direction what an empty mask stands for
   */
  public NDArray attention(
      NDArray q, NDArray k, NDArray v, NDArray mask, Direction direction, double scale) {
    return call(
        manager(q),
        "attention",
        tensor(q),
        tensor(k),
        tensor(v),
        tensor(mask),
        IValue.from(direction == Direction.CAUSAL),
        IValue.from(scale));
  }

  /**
   * What the softmax of attention is taken of, [sequences, heads, length, length].
   *
   * @param mask to be added, [1 or heads, length, length]; empty for none
   */
  public NDArray scores(NDArray q, NDArray k, NDArray mask, double scale, OptionalDouble softcap) {
    return call(
        manager(q),
        "scores",
        tensor(q),
        tensor(k),
        tensor(mask),
        IValue.from(scale),
        IValue.from(softcap.orElse(0)));
  }

  /** scores -> how much each token looks at each key, [sequences, heads, length, length]. */
  public NDArray pattern(NDArray scores) {
    return call(manager(scores), "pattern", tensor(scores));
  }

  /** The values weighted by the pattern, [n, heads d_head]. */
  public NDArray mix(NDArray pattern, NDArray v) {
    return call(manager(pattern), "mix", tensor(pattern), tensor(v));
  }

  /**
   * x [sequences, heads, length, length] -> [n, heads keys].
   *
   * @param fill what stands behind each head's own keys
   */
  public NDArray byToken(NDArray x, int keys, double fill) {
    return call(manager(x), "by_token", tensor(x), IValue.from((long) keys), IValue.from(fill));
  }

  /** x [n, width], tokens [count], starts [rows] -> a mean a row, [rows, width]. */
  public NDArray mean(NDArray x, NDArray tokens, NDArray starts) {
    return call(manager(x), "pool", tensor(x), tensor(tokens), tensor(starts), IValue.from(1L));
  }

  /** x [n, width], tokens [count], starts [rows] -> the largest values a row, [rows, width]. */
  public NDArray max(NDArray x, NDArray tokens, NDArray starts) {
    return call(manager(x), "pool", tensor(x), tensor(tokens), tensor(starts), IValue.from(2L));
  }

  private NDArray call(PtNDManager manager, String method, IValue... arguments) {
    try (IValue result = IValueUtils.runMethod(module, method, arguments)) {
      return result.toTensor(manager);
    } finally {
      Arrays.stream(arguments).forEach(IValue::close);
    }
  }

  private static IValue tensor(NDArray array) {
    return IValue.from((PtNDArray) array);
  }

  private static PtNDManager manager(NDArray array) {
    return (PtNDManager) array.getManager();
  }

  @Override
  public void close() {
    module.close();
  }
}
