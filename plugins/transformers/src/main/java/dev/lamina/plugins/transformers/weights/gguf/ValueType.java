package dev.lamina.plugins.transformers.weights.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;

/** The types of metadata, in the order of their numbers in the file. */
enum ValueType {
  UINT8(Kind.INTEGER, 1),
  INT8(Kind.INTEGER, 1),
  UINT16(Kind.INTEGER, 2),
  INT16(Kind.INTEGER, 2),
  UINT32(Kind.INTEGER, 4),
  INT32(Kind.INTEGER, 4),
  FLOAT32(Kind.REAL, 4),
  BOOL(Kind.FLAG, 1),
  STRING(Kind.TEXT, 0),
  ARRAY(Kind.LIST, 0),
  UINT64(Kind.INTEGER, 8),
  INT64(Kind.INTEGER, 8),
  FLOAT64(Kind.REAL, 8);

  /** What a value is to someone who reads it. */
  enum Kind {
    INTEGER("a whole number", "whole numbers"),
    REAL("a number", "numbers"),
    FLAG("true or false", "truth values"),
    TEXT("a text", "texts"),
    LIST("a list", "lists");

    private final String one;
    private final String many;

    Kind(String one, String many) {
      this.one = one;
      this.many = many;
    }

    String one() {
      return one;
    }

    String many() {
      return many;
    }
  }

  private final Kind kind;
  private final int bytes;

  ValueType(Kind kind, int bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  /** The type of a number in the file. */
  static ValueType of(int code, long at) throws InvalidWeightsException {
    if (code < 0 || code >= values().length) {
      throw new InvalidWeightsException(
          "metadata before byte %d has type %s, which GGUF does not define; the file is damaged"
              .formatted(at, Integer.toUnsignedString(code)));
    }
    return values()[code];
  }

  Kind kind() {
    return kind;
  }

  /** Bytes a value; 0 if values differ in length. */
  int bytes() {
    return bytes;
  }
}
