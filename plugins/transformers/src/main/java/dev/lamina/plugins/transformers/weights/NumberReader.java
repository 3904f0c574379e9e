package dev.lamina.plugins.transformers.weights;

import dev.lamina.plugins.transformers.weights.StoredTensor.Stretch;
import dev.lamina.plugins.transformers.weights.numbers.NumberType;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/**
 * Reads a tensor's numbers one after the other, as float32, in the order of {@link
 * StoredTensor#storedShape}.
 */
public final class NumberReader implements Closeable {

  /** Numbers decoded at once, a multiple of every type's block. */
  private static final int CHUNK = 1 << 16;

  private final FileChannel channel;
  private final NumberType type;
  private final float added;
  private final Iterator<Stretch> stretches;
  private final ByteBuffer chunk;
  private Stretch current = new Stretch(0, 0);

  private NumberReader(FileChannel channel, StoredTensor tensor, NumberType type) {
    this.channel = channel;
    this.type = type;
    this.added = tensor.layout().added();
    this.stretches = tensor.stretches().iterator();
    long most = Math.min(tensor.elements(), CHUNK);
    int bytes = type == NumberType.F32 ? 0 : Math.toIntExact(type.bytes(most));
    this.chunk = ByteBuffer.allocate(bytes);
  }

  /**
   * Opens a tensor's file.
   *
   * @throws java.util.NoSuchElementException if weights cannot have the tensor's type
   */
  public static NumberReader open(StoredTensor tensor) throws IOException {
    NumberType type = tensor.numberType().orElseThrow();
    FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ);
    return new NumberReader(channel, tensor, type);
  }

  /**
   * Reads the next numbers.
   *
   * @param memory is filled with them; a whole number of blocks, in native order (float32 is copied
   *     as it is stored, as PyTorch's machines are little-endian)
   * @throws EOFException if the file ends before them
   */
  public void read(ByteBuffer memory) throws IOException {
    while (memory.hasRemaining()) {
      if (current.numbers() == 0) {
        current = stretches.next();
      }
      int numbers = (int) Math.min(current.numbers(), memory.remaining() / Float.BYTES);
      ByteBuffer part = memory.slice(memory.position(), numbers * Float.BYTES);
      readHere(part.order(ByteOrder.nativeOrder()));
      memory.position(memory.position() + numbers * Float.BYTES);
      long next = current.offset() + type.bytes(numbers);
      current = new Stretch(next, current.numbers() - numbers);
    }
  }

  private void readHere(ByteBuffer part) throws IOException {
    FloatBuffer floats = part.asFloatBuffer();
    if (type == NumberType.F32) {
      fill(part, current.offset());
    } else {
      decode(floats);
    }
    if (added != 0) {
      for (int i = 0; i < floats.capacity(); i++) {
        floats.put(i, floats.get(i) + added);
      }
    }
  }

  private void decode(FloatBuffer floats) throws IOException {
    long offset = current.offset();
    while (floats.hasRemaining()) {
      int numbers = Math.min(CHUNK, floats.remaining());
      int bytes = (int) type.bytes(numbers);
      fill(chunk.clear().limit(bytes), offset);
      type.decode(chunk.flip(), floats);
      offset += bytes;
    }
  }

  private void fill(ByteBuffer bytes, long offset) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
