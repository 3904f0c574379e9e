package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.weights.FloatType;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Reads tensors from files straight into PyTorch's memory, so that no other copy is made, as
 * float32.
 */
public final class TensorReader {

  /** Numbers read at once where they must be converted. */
  private static final int CHUNK = 1 << 18;

  /** Numbers of a piece of PyTorch's memory, whose bytes a {@link ByteBuffer} can count. */
  private static final long PIECE = 1 << 28;

  private final NDManager manager;
  private final Kernels kernels;

  /**
   * @param manager a scope in the CPU's memory
   */
  public TensorReader(NDManager manager, Kernels kernels) {
    this.manager = manager;
    this.kernels = kernels;
  }

  /**
   * Reads a tensor.
   *
   * @return float32, with the tensor's shape
   * @throws RunFailedException if the file is shorter than it was, or a number is not finite
   */
  public NDArray read(StoredTensor tensor) {
    NDArray numbers = manager.create(new Shape(tensor.elements()), DataType.FLOAT32);
    try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
      fill(channel, tensor, numbers);
    } catch (IOException e) {
      throw new RunFailedException(
          "%s cannot be read: %s".formatted(tensor.file(), Quoted.bare(e)), e);
    }
    if (!kernels.isFinite(numbers)) {
      throw new RunFailedException(
          "%s: tensor %s has NaN or infinite weights"
              .formatted(tensor.file(), Quoted.of(tensor.name())));
    }
    long[] shape = tensor.storedShape().stream().mapToLong(Long::longValue).toArray();
    NDArray shaped = numbers.reshape(shape);
    return tensor.order() == Order.ROWS ? shaped : shaped.transpose();
  }

  private static void fill(FileChannel channel, StoredTensor tensor, NDArray numbers)
      throws IOException {
    FloatType type = tensor.floatType().orElseThrow();
    for (long at = 0; at < numbers.size(); at += PIECE) {
      long end = Math.min(numbers.size(), at + PIECE);
      try (NDArray piece = numbers.get("{}:{}", at, end)) {
        ByteBuffer memory = piece.toByteBuffer(true).order(ByteOrder.nativeOrder());
        long offset = tensor.offset() + at * type.bytes();
        if (type == FloatType.F32) {
          read(channel, offset, memory);
        } else {
          widen(channel, offset, type, memory);
        }
      }
    }
  }

  private static void widen(FileChannel channel, long offset, FloatType type, ByteBuffer memory)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (memory.hasRemaining()) {
      int count = Math.min(CHUNK, memory.remaining() / Float.BYTES);
      read(channel, offset, chunk.clear().limit(count * type.bytes()));
      for (chunk.flip(); chunk.hasRemaining(); ) {
        memory.putFloat(type.widen(chunk.getShort()));
      }
      offset += (long) count * type.bytes();
    }
  }

  private static void read(FileChannel channel, long offset, ByteBuffer into) throws IOException {
    long begin = offset - into.position();
    while (into.hasRemaining()) {
      if (channel.read(into, begin + into.position()) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
  }
}
