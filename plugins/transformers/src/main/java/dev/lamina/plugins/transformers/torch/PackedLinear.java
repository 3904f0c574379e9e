package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import dev.lamina.plugins.transformers.architecture.Activation;
import java.util.Optional;

/**
 * Linear maps by oneDNN, over weights in its own layout: with the activation in the same pass, and
 * on many processors faster than PyTorch's other matrix product. For float32 on the processor.
 */
final class PackedLinear implements AutoCloseable {

  private final ScriptModule module;

  private PackedLinear(ScriptModule module) {
    this.module = module;
  }

  /**
   * @throws ai.djl.engine.EngineException if this PyTorch has no oneDNN
   */
  static PackedLinear load(NDManager manager) {
    return new PackedLinear(ScriptModule.load(manager, KernelArchive.PACKED));
  }

  /** A copy of a weight in oneDNN's layout, of the same manager. */
  NDArray pack(NDArray weight) {
    return module.call(weight.getManager(), "pack", ScriptModule.tensor(weight));
  }

  /** Whether {@link #linear} knows an activation. */
  static boolean fuses(Activation activation) {
    return activation != Activation.QUICK_GELU;
  }

  /** x [n, inputs] -> f(x w' + b), [n, outputs]. */
  NDArray linear(NDArray x, Linear map, Optional<Activation> activation) {
    String name = "none";
    String variant = "";
    if (activation.isPresent()) {
      switch (activation.get()) {
        case GELU -> {
          name = "gelu";
          variant = "none";
        }
        case GELU_TANH -> {
          name = "gelu";
          variant = "tanh";
        }
        case RELU -> name = "relu";
        case SILU -> name = "swish";
        case QUICK_GELU -> throw new IllegalArgumentException("oneDNN has no quick_gelu");
      }
    }
    return module.call(
        x.getManager(),
        "linear",
        ScriptModule.tensor(x),
        ScriptModule.tensor(map.weight()),
        ScriptModule.tensor(map.bias()),
        IValue.from(name),
        IValue.from(variant));
  }

  /** x [n, inputs], factor [n, outputs] -> (x w' + b) factor, [n, outputs]. */
  NDArray linear(NDArray x, Linear map, NDArray factor) {
    return module.call(
        x.getManager(),
        "linear_times",
        ScriptModule.tensor(x),
        ScriptModule.tensor(map.weight()),
        ScriptModule.tensor(map.bias()),
        ScriptModule.tensor(factor));
  }

  @Override
  public void close() {
    module.close();
  }
}
