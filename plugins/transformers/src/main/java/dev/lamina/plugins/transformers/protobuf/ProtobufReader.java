package dev.lamina.plugins.transformers.protobuf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a protobuf message field by field from mapped bytes. Fields that are not asked for are
 * stepped over, so their bytes are never touched.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
public final class ProtobufReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final String format;
  private final ByteBuffer bytes;
  private final int begin;
  private int wireType;

  private ProtobufReader(String format, ByteBuffer bytes, int begin) {
    this.format = format;
    this.bytes = bytes;
    this.begin = begin;
  }

  /**
   * Reads a whole file.
   *
   * @param format what the file should be, for messages
   * @param bytes the message, from position 0 to limit
   */
  public static ProtobufReader of(String format, ByteBuffer bytes) {
    return new ProtobufReader(format, bytes, 0);
  }

  /** The next field's number, or 0 at the end. The field must then be read or skipped. */
  public int nextField() throws DamagedMessageException {
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

  /** Steps over the field. */
  public void skip() throws DamagedMessageException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> take(Long.BYTES);
      case LENGTH_DELIMITED -> take(length());
      case FIXED32 -> take(Integer.BYTES);
      default -> throw damaged();
    }
  }

  /** A whole number. */
  public long number() throws DamagedMessageException {
    if (wireType != VARINT) {
      throw damaged();
    }
    return varint();
  }

  /** A float32, which is 0 where a writer leaves it out. */
  public float real() throws DamagedMessageException {
    if (wireType != FIXED32 || bytes.remaining() < Float.BYTES) {
      throw damaged();
    }
    return Float.intBitsToFloat(Integer.reverseBytes(bytes.getInt()));
  }

  /** A text in UTF-8; bytes that are none become U+FFFD. */
  public String text() throws DamagedMessageException {
    return StandardCharsets.UTF_8.decode(message().bytes).toString();
  }

  /** The field's bytes. */
  public byte[] content() throws DamagedMessageException {
    ByteBuffer content = message().bytes;
    byte[] copy = new byte[content.remaining()];
    content.get(copy);
    return copy;
  }

  /** The field's bytes as a message of its own. */
  public ProtobufReader message() throws DamagedMessageException {
    if (wireType != LENGTH_DELIMITED) {
      throw damaged();
    }
    int length = length();
    int at = bytes.position();
    ByteBuffer content = bytes.slice(at, length);
    bytes.position(at + length);
    return new ProtobufReader(format, content, begin + at);
  }

  /** A field that holds one number, or many in one run of bytes. */
  public ProtobufReader numbers() throws DamagedMessageException {
    if (wireType == LENGTH_DELIMITED) {
      return message();
    }
    int at = bytes.position();
    number();
    return new ProtobufReader(format, bytes.slice(at, bytes.position() - at), begin + at);
  }

  /** Whether a run of numbers goes on. */
  public boolean hasMore() {
    return bytes.hasRemaining();
  }

  /** The next number of a run. */
  public long nextNumber() throws DamagedMessageException {
    return varint();
  }

  /** Where the unread bytes begin in the file. */
  public int offset() {
    return begin + bytes.position();
  }

  /** How many bytes are unread. */
  public int remaining() {
    return bytes.remaining();
  }

  private int length() throws DamagedMessageException {
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw new DamagedMessageException(
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

  private void take(int count) throws DamagedMessageException {
    if (count > bytes.remaining()) {
      throw damaged();
    }
    bytes.position(bytes.position() + count);
  }

  private long varint() throws DamagedMessageException {
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

  private DamagedMessageException damaged() {
    return new DamagedMessageException(
        "the file is not " + format + ", or damaged near byte " + offset());
  }
}
