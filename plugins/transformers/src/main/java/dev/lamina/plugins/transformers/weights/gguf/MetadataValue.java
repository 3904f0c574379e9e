package dev.lamina.plugins.transformers.weights.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.gguf.ValueType.Kind;
import java.nio.ByteBuffer;

/**
 * A value or a list of values, as their bytes: they are decoded when asked for.
 *
 * @param type the type of the value, or of the list's items
 * @param isList whether it is a list
 * @param count how many values; 1 unless it is a list
 * @param bytes the values one after the other
 */
record MetadataValue(ValueType type, boolean isList, int count, ByteBuffer bytes) {

  /** A list of a vocabulary's merges has half a million items. */
  private static final int MOST_ITEMS = 1 << 22;

  private static final int DEEPEST = 4;

  /** Reads a value whose type stands before it. */
  static MetadataValue read(Cursor cursor) throws InvalidWeightsException {
    ValueType type = ValueType.of(cursor.uint32(), cursor.position());
    if (type != ValueType.ARRAY) {
      return new MetadataValue(type, false, 1, values(cursor, type, 1, 0));
    }
    ValueType items = ValueType.of(cursor.uint32(), cursor.position());
    int count = cursor.count("items in a list", MOST_ITEMS);
    return new MetadataValue(items, true, count, values(cursor, items, count, 1));
  }

  /** Steps over values, whose bytes are what it stepped over. */
  private static ByteBuffer values(Cursor cursor, ValueType type, int count, int depth)
      throws InvalidWeightsException {
    if (type.bytes() > 0) {
      ByteBuffer bytes = cursor.take((long) count * type.bytes());
      if (type == ValueType.BOOL) {
        checkFlags(bytes, cursor.position());
      }
      return bytes;
    }
    if (depth > DEEPEST) {
      throw new InvalidWeightsException(
          "lists in the metadata before byte %d are nested more than %d deep"
              .formatted(cursor.position(), DEEPEST));
    }
    Cursor begin = cursor.copy();
    for (int i = 0; i < count; i++) {
      if (type == ValueType.STRING) {
        cursor.rawText();
      } else {
        ValueType items = ValueType.of(cursor.uint32(), cursor.position());
        values(cursor, items, cursor.count("items in a list", MOST_ITEMS), depth + 1);
      }
    }
    return begin.take(cursor.position() - begin.position());
  }

  private static void checkFlags(ByteBuffer bytes, int end) throws InvalidWeightsException {
    for (int i = 0; i < bytes.limit(); i++) {
      if (bytes.get(i) != 0 && bytes.get(i) != 1) {
        throw new InvalidWeightsException(
            "metadata before byte %d is %d instead of 0 for false or 1 for true"
                .formatted(end, bytes.get(i)));
      }
    }
  }

  /** What kind of value it is, or what kind its items are. */
  Kind kind() {
    return type.kind();
  }

  /** An integer; negative too if it is unsigned and does not fit a long. */
  long integer(int index) {
    return switch (type) {
      case UINT8 -> Byte.toUnsignedLong(bytes.get(index));
      case INT8, BOOL -> bytes.get(index);
      case UINT16 -> Short.toUnsignedLong(bytes.getShort(Short.BYTES * index));
      case INT16 -> bytes.getShort(Short.BYTES * index);
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(Integer.BYTES * index));
      case INT32 -> bytes.getInt(Integer.BYTES * index);
      case UINT64, INT64 -> bytes.getLong(Long.BYTES * index);
      case FLOAT32, FLOAT64, STRING, ARRAY -> throw new IllegalStateException("not an integer");
    };
  }

  double number(int index) {
    return switch (type) {
      case FLOAT32 -> bytes.getFloat(Float.BYTES * index);
      case FLOAT64 -> bytes.getDouble(Double.BYTES * index);
      default -> integer(index);
    };
  }

  /** Whether an integer is too large for a long. */
  boolean isTooLarge(int index) {
    return type == ValueType.UINT64 && integer(index) < 0;
  }
}
