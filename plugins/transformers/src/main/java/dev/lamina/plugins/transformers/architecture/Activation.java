package dev.lamina.plugins.transformers.architecture;

import java.util.LinkedHashMap;
import java.util.Map;

/** The MLP's non-linearity. */
public enum Activation {
  /** {@code x Phi(x)}, with the error function. */
  GELU("gelu"),
  /** {@code 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}. */
  GELU_TANH("gelu_tanh"),
  /** {@code x sigmoid(1.702 x)}. */
  QUICK_GELU("quick_gelu"),
  /** {@code max(x, 0)}. */
  RELU("relu"),
  /** {@code x sigmoid(x)}. */
  SILU("silu");

  private final String kernel;

  Activation(String kernel) {
    this.kernel = kernel;
  }

  /** How the kernels call it. */
  public String kernel() {
    return kernel;
  }

  /** The spellings in {@code config.json}, as transformers' {@code ACT2FN} has them. */
  public static Map<String, Activation> spellings() {
    Map<String, Activation> spellings = new LinkedHashMap<>();
    spellings.put("gelu", GELU);
    spellings.put("gelu_python", GELU);
    spellings.put("gelu_new", GELU_TANH);
    spellings.put("gelu_fast", GELU_TANH);
    spellings.put("gelu_accurate", GELU_TANH);
    spellings.put("gelu_pytorch_tanh", GELU_TANH);
    spellings.put("gelu_python_tanh", GELU_TANH);
    spellings.put("quick_gelu", QUICK_GELU);
    spellings.put("relu", RELU);
    spellings.put("silu", SILU);
    spellings.put("swish", SILU);
    return spellings;
  }
}
