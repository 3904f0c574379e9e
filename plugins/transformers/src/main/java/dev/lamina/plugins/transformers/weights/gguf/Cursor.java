package dev.lamina.plugins.transformers.weights.gguf;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Steps through the beginning of a file, never past its end. */
final class Cursor {

  private static final int MOST_SHOWN = 200;

  private final ByteBuffer bytes;
  private final long fileLength;

  /**
   * @param bytes the beginning of the file, from position 0
   * @param fileLength of the whole file
   */
  Cursor(ByteBuffer bytes, long fileLength) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.fileLength = fileLength;
  }

  /** Bytes that were stepped over. */
  int position() {
    return bytes.position();
  }

  /** Another cursor at the same place. */
  Cursor copy() {
    return new Cursor(bytes.duplicate(), fileLength);
  }

  int uint32() throws InvalidWeightsException {
    return take(Integer.BYTES).getInt(0);
  }

  /** An unsigned number; negative if it does not fit a long. */
  long uint64() throws InvalidWeightsException {
    return take(Long.BYTES).getLong(0);
  }

  /** A count of things, of which there cannot be more than some number. */
  int count(String things, int most) throws InvalidWeightsException {
    long count = uint64();
    if (count < 0 || count > most) {
      throw new InvalidWeightsException(
          "the file says before byte %d that it has %s %s, more than the %d that are allowed"
              .formatted(position(), Long.toUnsignedString(count), things, most));
    }
    return (int) count;
  }

  /** The next bytes as they are, little-endian. */
  ByteBuffer take(long count) throws InvalidWeightsException {
    if (count < 0 || count > bytes.remaining()) {
      throw tooShort(count);
    }
    ByteBuffer taken = bytes.slice(position(), (int) count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(position() + (int) count);
    return taken;
  }

  private InvalidWeightsException tooShort(long count) {
    int at = position();
    String more = Long.toUnsignedString(count);
    if (count > 0 && count <= fileLength - at) {
      return new InvalidWeightsException(
          "the metadata goes on after byte %d, further than any real model's".formatted(at));
    }
    return new InvalidWeightsException(
        "the file ends too early or is damaged: %s bytes should follow byte %d, but there are %d"
            .formatted(more, at, fileLength - at));
  }

  /** A text: its length in 8 bytes, and UTF-8. */
  ByteBuffer rawText() throws InvalidWeightsException {
    return take(uint64());
  }

  /** A text that must be known at once. */
  String text() throws InvalidWeightsException {
    int at = position();
    return decode(rawText(), "the name at byte " + at);
  }

  /** Bytes as UTF-8. */
  static String decode(ByteBuffer bytes, String what) throws InvalidWeightsException {
    if (!bytes.hasRemaining()) {
      return "";
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException e) {
      ByteBuffer begin = bytes.slice(0, Math.min(bytes.limit(), MOST_SHOWN));
      String shown = StandardCharsets.UTF_8.decode(begin).toString();
      throw new InvalidWeightsException(what + " is not UTF-8: " + Quoted.of(shown));
    }
  }
}
