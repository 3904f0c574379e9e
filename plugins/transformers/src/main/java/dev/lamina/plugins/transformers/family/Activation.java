package dev.lamina.plugins.transformers.family;

import java.util.LinkedHashMap;
import java.util.Map;

/** The MLP's non-linearity. */
public enum Activation {
  /** {@code x Phi(x)}, with the error function. */
  GELU,
  /** {@code 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}. */
  GELU_TANH;

  /** The spellings in {@code config.json}, as transformers' {@code ACT2FN} has them. */
  static Map<String, Activation> spellings() {
    Map<String, Activation> spellings = new LinkedHashMap<>();
    spellings.put("gelu", GELU);
    spellings.put("gelu_python", GELU);
    spellings.put("gelu_new", GELU_TANH);
    spellings.put("gelu_fast", GELU_TANH);
    spellings.put("gelu_pytorch_tanh", GELU_TANH);
    return spellings;
  }
}
