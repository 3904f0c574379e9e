package dev.lamina.plugins.transformers.weights.zip;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An entry of a zip file's directory.
 *
 * @param header where its local header begins, which stands before its bytes
 * @param size how many bytes it has
 */
record ZipEntry(String name, long header, long size) {

  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int CENTRAL_HEADER_BYTES = 46;
  private static final int ENCRYPTED = 1;
  private static final int ZIP64_EXTRA = 1;
  private static final int IN_ZIP64_EXTRA = 0xffffffff;

  /**
   * Reads the next entry of a directory.
   *
   * @throws InvalidWeightsException if it is damaged, compressed or encrypted
   */
  static ZipEntry read(ByteBuffer bytes) throws InvalidWeightsException {
    if (bytes.remaining() < CENTRAL_HEADER_BYTES
        || bytes.getInt(bytes.position()) != CENTRAL_HEADER) {
      throw damaged();
    }
    int at = bytes.position();
    int flags = bytes.getShort(at + 8);
    int method = bytes.getShort(at + 10) & 0xffff;
    int nameLength = bytes.getShort(at + 28) & 0xffff;
    int extraLength = bytes.getShort(at + 30) & 0xffff;
    int commentLength = bytes.getShort(at + 32) & 0xffff;
    if (bytes.remaining() - CENTRAL_HEADER_BYTES < nameLength + extraLength + commentLength) {
      throw damaged();
    }
    int extraAt = at + CENTRAL_HEADER_BYTES + nameLength;
    String name =
        StandardCharsets.UTF_8
            .decode(bytes.slice(at + CENTRAL_HEADER_BYTES, nameLength))
            .toString();
    // each of these three is in the extra field, in this order, where it does not fit here
    ByteBuffer wide = zip64(bytes.slice(extraAt, extraLength).order(bytes.order()));
    long size = number(bytes.getInt(at + 24), wide);
    long compressed = number(bytes.getInt(at + 20), wide);
    long header = number(bytes.getInt(at + 42), wide);
    if (method != 0 || compressed != size) {
      throw new InvalidWeightsException(
          shown(name) + " is compressed; torch.save writes entries as they are");
    }
    if ((flags & ENCRYPTED) != 0) {
      throw new InvalidWeightsException(shown(name) + " is encrypted");
    }
    bytes.position(extraAt + extraLength + commentLength);
    return new ZipEntry(name, header, size);
  }

  private static long number(int inHeader, ByteBuffer wide) throws InvalidWeightsException {
    if (inHeader != IN_ZIP64_EXTRA) {
      return Integer.toUnsignedLong(inHeader);
    }
    if (wide.remaining() < Long.BYTES) {
      throw damaged();
    }
    return wide.getLong();
  }

  private static ByteBuffer zip64(ByteBuffer extra) throws InvalidWeightsException {
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xffff;
      int length = extra.getShort() & 0xffff;
      if (length > extra.remaining()) {
        throw damaged();
      }
      if (id == ZIP64_EXTRA) {
        return extra.slice(extra.position(), length).order(extra.order());
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  /** The entry in messages. */
  String shown() {
    return shown(name);
  }

  private static String shown(String name) {
    return "zip entry " + Quoted.of(name);
  }

  private static InvalidWeightsException damaged() {
    return new InvalidWeightsException("its zip directory is damaged");
  }
}
