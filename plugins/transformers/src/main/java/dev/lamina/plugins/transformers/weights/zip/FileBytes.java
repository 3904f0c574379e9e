package dev.lamina.plugins.transformers.weights.zip;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** The bytes of an open file, of which only what is asked for is read. */
public final class FileBytes {

  private final FileChannel channel;
  private final long size;

  /** The bytes of a file that stays open as long as they are read. */
  public FileBytes(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  /** How many bytes the file has. */
  public long size() {
    return size;
  }

  /**
   * Some of the bytes, little-endian.
   *
   * @param what they are, in the message
   * @throws InvalidWeightsException if the file ends before they do
   */
  public ByteBuffer read(long offset, int length, String what)
      throws IOException, InvalidWeightsException {
    if (offset < 0 || offset > size || length > size - offset) {
      throw cutShort(what);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw cutShort(what);
      }
    }
    return bytes.flip();
  }

  /**
   * Says that a file ends too early.
   *
   * @param what it ends within
   */
  public static InvalidWeightsException cutShort(String what) {
    return new InvalidWeightsException(
        "the file ends within " + what + "; it was cut short, so fetch or write it again");
  }
}
