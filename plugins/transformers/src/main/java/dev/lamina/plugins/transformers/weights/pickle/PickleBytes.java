package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.zip.FileBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A range of a file that holds pickles, read from its beginning in small chunks. */
final class PickleBytes {

  /** A state dictionary takes about 150 bytes a tensor. */
  private static final int MOST_BYTES = 1 << 25;

  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_LINE = 1000;
  private static final String WHAT = "its pickled objects";

  private final FileBytes file;
  private final long begin;
  private final long end;
  private long position;
  private ByteBuffer chunk = ByteBuffer.allocate(0);

  /**
   * @param begin the range's first byte
   * @param end one past its last
   */
  PickleBytes(FileBytes file, long begin, long end) {
    this.file = file;
    this.begin = begin;
    this.end = end;
    this.position = begin;
  }

  /** Where the next byte stands in the file. */
  long position() {
    return position;
  }

  int next() throws IOException, InvalidWeightsException {
    if (!chunk.hasRemaining()) {
      if (position - begin >= MOST_BYTES) {
        throw tooLong();
      }
      int length = (int) Math.min(CHUNK, end - position);
      if (length <= 0) {
        throw FileBytes.cutShort(WHAT);
      }
      chunk = file.read(position, length, WHAT);
    }
    position++;
    return chunk.get() & 0xff;
  }

  /** The next bytes, little-endian. */
  ByteBuffer bytes(long count) throws IOException, InvalidWeightsException {
    if (count > end - position) {
      throw FileBytes.cutShort(WHAT);
    }
    if (count > MOST_BYTES - (position - begin)) {
      throw tooLong();
    }
    byte[] bytes = new byte[(int) count];
    for (int filled = 0; filled < bytes.length; ) {
      bytes[filled++] = (byte) next();
      int more = Math.min(chunk.remaining(), bytes.length - filled);
      chunk.get(bytes, filled, more);
      filled += more;
      position += more;
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  String text(long length) throws IOException, InvalidWeightsException {
    return StandardCharsets.UTF_8.decode(bytes(length)).toString();
  }

  /** The text up to the next line feed. */
  String line() throws IOException, InvalidWeightsException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = next(); next != '\n'; next = next()) {
      if (line.size() == LONGEST_LINE) {
        throw new InvalidWeightsException("a name in its pickled objects has no end");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static InvalidWeightsException tooLong() {
    return new InvalidWeightsException(
        "its pickled objects take more than "
            + MOST_BYTES
            + " bytes, too many for names of weights");
  }
}
