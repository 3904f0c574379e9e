package dev.lamina.plugins.transformers.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a protobuf message field by field from mapped bytes. Fields that are not asked for are
 * stepped over, so their bytes are never touched.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtobufReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer bytes;
  private final int begin;
  private int wireType;

  /**
   * @param bytes the message, from position to limit
   * @param begin where the message begins in the file
   */
  ProtobufReader(ByteBuffer bytes, int begin) {
    this.bytes = bytes;
    this.begin = begin;
  }

  /** The next field's number, or 0 at the end. The field must then be read or skipped. */
  int nextField() throws InvalidWeightsException {
    if (!bytes.hasRemaining()) {
      return 0;
    }
    long tag = varint();
    wireType = (int) (tag & 7);
    if (tag >>> 3 == 0 || tag >>> 3 > Integer.MAX_VALUE) {
      throw damaged();
    }
    return (int) (tag >>> 3);
  }

  void skip() throws InvalidWeightsException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> take(Long.BYTES);
      case LENGTH_DELIMITED -> take(length());
      case FIXED32 -> take(Integer.BYTES);
      default -> throw damaged();
    }
  }

  long number() throws InvalidWeightsException {
    if (wireType != VARINT) {
      throw damaged();
    }
    return varint();
  }

  String text() throws InvalidWeightsException {
    return StandardCharsets.UTF_8.decode(message().bytes).toString();
  }

  /** The field's bytes as a message of its own. */
  ProtobufReader message() throws InvalidWeightsException {
    if (wireType != LENGTH_DELIMITED) {
      throw damaged();
    }
    int length = length();
    int at = bytes.position();
    ByteBuffer content = bytes.slice(at, length);
    bytes.position(at + length);
    return new ProtobufReader(content, begin + at);
  }

  /** A field that holds one number, or many in one run of bytes. */
  ProtobufReader numbers() throws InvalidWeightsException {
    if (wireType == LENGTH_DELIMITED) {
      return message();
    }
    int at = bytes.position();
    number();
    return new ProtobufReader(bytes.slice(at, bytes.position() - at), begin + at);
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  /** The next number of a run. */
  long nextNumber() throws InvalidWeightsException {
    return varint();
  }

  /** Where the unread bytes begin in the file. */
  int offset() {
    return begin + bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  private int length() throws InvalidWeightsException {
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw new InvalidWeightsException(
          "the file ends too early or is damaged: the field before byte "
              + offset()
              + " says that it has "
              + Long.toUnsignedString(length)
              + " bytes, but there are only "
              + bytes.remaining()
              + " more");
    }
    return (int) length;
  }

  private void take(int count) throws InvalidWeightsException {
    if (count > bytes.remaining()) {
      throw damaged();
    }
    bytes.position(bytes.position() + count);
  }

  private long varint() throws InvalidWeightsException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && bytes.hasRemaining(); shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private InvalidWeightsException damaged() {
    return new InvalidWeightsException("the file is not ONNX, or damaged near byte " + offset());
  }
}
