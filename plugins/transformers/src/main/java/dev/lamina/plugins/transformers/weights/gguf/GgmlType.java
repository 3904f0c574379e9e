package dev.lamina.plugins.transformers.weights.gguf;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.numbers.NumberType;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The types of tensors that ggml knows, by their numbers in the file.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
final class GgmlType {

  private static final Map<Integer, NumberType> READ =
      Map.ofEntries(
          Map.entry(0, NumberType.F32),
          Map.entry(1, NumberType.F16),
          Map.entry(2, NumberType.Q4_0),
          Map.entry(3, NumberType.Q4_1),
          Map.entry(6, NumberType.Q5_0),
          Map.entry(7, NumberType.Q5_1),
          Map.entry(8, NumberType.Q8_0),
          Map.entry(12, NumberType.Q4_K),
          Map.entry(13, NumberType.Q5_K),
          Map.entry(14, NumberType.Q6_K),
          Map.entry(30, NumberType.BF16));

  private static final Map<Integer, String> NOT_READ =
      Map.ofEntries(
          Map.entry(4, "Q4_2"),
          Map.entry(5, "Q4_3"),
          Map.entry(9, "Q8_1"),
          Map.entry(10, "Q2_K"),
          Map.entry(11, "Q3_K"),
          Map.entry(15, "Q8_K"),
          Map.entry(16, "IQ2_XXS"),
          Map.entry(17, "IQ2_XS"),
          Map.entry(18, "IQ3_XXS"),
          Map.entry(19, "IQ1_S"),
          Map.entry(20, "IQ4_NL"),
          Map.entry(21, "IQ3_S"),
          Map.entry(22, "IQ2_S"),
          Map.entry(23, "IQ4_XS"),
          Map.entry(24, "I8"),
          Map.entry(25, "I16"),
          Map.entry(26, "I32"),
          Map.entry(27, "I64"),
          Map.entry(28, "F64"),
          Map.entry(29, "IQ1_M"),
          Map.entry(34, "TQ1_0"),
          Map.entry(35, "TQ2_0"),
          Map.entry(39, "MXFP4"),
          Map.entry(40, "NVFP4"),
          Map.entry(41, "Q1_0"));

  private GgmlType() {}

  /** The type of a number in the file; if it cannot be read, the reason names the tensor. */
  static NumberType of(int code, String tensor) throws InvalidWeightsException {
    NumberType type = READ.get(code);
    if (type != null) {
      return type;
    }
    String name = NOT_READ.getOrDefault(code, "number " + Integer.toUnsignedString(code));
    String read =
        Arrays.stream(NumberType.values()).map(NumberType::name).collect(Collectors.joining(", "));
    throw new InvalidWeightsException(
        "tensor %s is stored as type %s, which cannot be read; types that can: %s"
            .formatted(Quoted.of(tensor), name, read));
  }
}
