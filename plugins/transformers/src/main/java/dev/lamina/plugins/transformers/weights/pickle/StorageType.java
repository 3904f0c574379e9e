package dev.lamina.plugins.transformers.weights.pickle;

import java.util.Arrays;
import java.util.Optional;

/** PyTorch's types of number. */
enum StorageType {
  F64("DoubleStorage", "float64", 8),
  F32("FloatStorage", "float32", 4),
  F16("HalfStorage", "float16", 2),
  BF16("BFloat16Storage", "bfloat16", 2),
  I64("LongStorage", "int64", 8),
  I32("IntStorage", "int32", 4),
  I16("ShortStorage", "int16", 2),
  I8("CharStorage", "int8", 1),
  U8("ByteStorage", "uint8", 1),
  BOOL("BoolStorage", "bool", 1),
  C64("ComplexFloatStorage", "complex64", 8),
  C128("ComplexDoubleStorage", "complex128", 16),
  U16("", "uint16", 2),
  U32("", "uint32", 4),
  U64("", "uint64", 8),
  F8_E5M2("", "float8_e5m2", 1),
  F8_E4M3("", "float8_e4m3fn", 1),
  F8_E8M0("", "float8_e8m0fnu", 1),
  F8_E4M3FNUZ("", "float8_e4m3fnuz", 1),
  F8_E5M2FNUZ("", "float8_e5m2fnuz", 1);

  private final String storage;
  private final String dtype;
  private final int bytes;

  /**
   * @param storage the class of storages that hold it; empty if only untyped storages do
   * @param bytes bytes a number
   */
  StorageType(String storage, String dtype, int bytes) {
    this.storage = storage;
    this.dtype = dtype;
    this.bytes = bytes;
  }

  /** The type whose storages are a class of the module {@code torch}. */
  static Optional<StorageType> ofStorage(String name) {
    return Arrays.stream(values())
        .filter(type -> !name.isEmpty() && type.storage.equals(name))
        .findAny();
  }

  /** The type that is called {@code torch.NAME}. */
  static Optional<StorageType> ofDtype(String name) {
    return Arrays.stream(values()).filter(type -> type.dtype.equals(name)).findAny();
  }

  int bytes() {
    return bytes;
  }
}
