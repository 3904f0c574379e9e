package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.lamina.plugins.transformers.family.Attention;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

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
      float[] ends = range.toFloatArray();
      return Float.isFinite(ends[0]) && Float.isFinite(ends[1]);
    }
  }

  /** table [rows, d_model], ids [n] -> the rows of the ids, [n, d_model]. */
  public NDArray embedding(NDArray table, NDArray ids) {
    return call(manager(ids), "embedding", tensor(table), tensor(ids));
  }

  /** x [n, inputs] -> x w' + b, [n, outputs]. */
  public NDArray linear(NDArray x, Linear map) {
    return call(manager(x), "linear", tensor(x), tensor(map.weight()), tensor(map.bias()));
  }

  /**
   * x [n, inputs] -> GELU(x w' + b), [n, outputs].
   *
   * @param approximate {@code none}, which is with the error function, or {@code tanh}
   */
  public NDArray linearGelu(NDArray x, Linear map, String approximate) {
    return call(
        manager(x),
        "linear_gelu",
        tensor(x),
        tensor(map.weight()),
        tensor(map.bias()),
        IValue.from(approximate));
  }

  /** x [n, d_model] -> (x - mean) / sqrt(variance + eps) * weight + bias, [n, d_model]. */
  public NDArray layerNorm(NDArray x, Norm norm) {
    return call(
        manager(x),
        "layer_norm",
        tensor(x),
        tensor(norm.weight()),
        tensor(norm.bias()),
        IValue.from(norm.eps()));
  }

  /** qkv [n, 3 d_model] of sequences of equal length -> the heads' outputs, [n, d_model]. */
  public NDArray attention(NDArray qkv, int sequences, int heads, Attention kind) {
    return call(
        manager(qkv),
        "attention",
        tensor(qkv),
        IValue.from((long) sequences),
        IValue.from((long) heads),
        IValue.from(kind == Attention.CAUSAL));
  }

  /** x [n, d_model], tokens [count], starts [rows] -> a mean a row, [rows, d_model]. */
  public NDArray mean(NDArray x, NDArray tokens, NDArray starts) {
    return call(manager(x), "pool", tensor(x), tensor(tokens), tensor(starts), IValue.from(1L));
  }

  /** x [n, d_model], tokens [count], starts [rows] -> the largest values a row, [rows, d_model]. */
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
