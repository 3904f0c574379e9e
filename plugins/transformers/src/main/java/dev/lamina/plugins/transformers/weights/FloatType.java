package dev.lamina.plugins.transformers.weights;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types in which weights may be stored; all are computed with as float32. */
public enum FloatType {
  F32(4, 6),
  F16(2, 5),
  BF16(2, 15);

  private final int bytes;
  private final int scalarType;

  FloatType(int bytes, int scalarType) {
    this.bytes = bytes;
    this.scalarType = scalarType;
  }

  static Optional<FloatType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findAny();
  }

  static String names() {
    return Arrays.stream(values()).map(FloatType::name).collect(Collectors.joining(", "));
  }

  /** Bytes a number. */
  public int bytes() {
    return bytes;
  }

  /** PyTorch's number of the type ({@code c10::ScalarType}). */
  public int scalarType() {
    return scalarType;
  }
}
