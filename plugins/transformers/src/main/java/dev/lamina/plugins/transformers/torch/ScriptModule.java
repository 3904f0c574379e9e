package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** A TorchScript module without weights, made of a source file. Its methods return one tensor. */
final class ScriptModule implements AutoCloseable {

  private final PtSymbolBlock module;

  private ScriptModule(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * Loads a module for arrays of a manager.
   *
   * @throws ai.djl.engine.EngineException if this PyTorch lacks one of its operations
   */
  static ScriptModule load(NDManager manager, String ofClass) {
    try {
      ByteArrayInputStream archive = new ByteArrayInputStream(KernelArchive.pack(ofClass));
      return new ScriptModule(JniUtils.loadModule((PtNDManager) manager, archive, false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a method on some arguments, which are closed; the result belongs to the manager. */
  NDArray call(NDManager manager, String method, IValue... arguments) {
    try (IValue result = IValueUtils.runMethod(module, method, arguments)) {
      return result.toTensor((PtNDManager) manager);
    } finally {
      Arrays.stream(arguments).forEach(IValue::close);
    }
  }

  static IValue tensor(NDArray array) {
    return IValue.from((PtNDArray) array);
  }

  static IValue tensors(List<NDArray> arrays) {
    return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
  }

  @Override
  public void close() {
    module.close();
  }
}
