package dev.lamina.plugins.transformers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.weights.NumberReader;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import java.io.IOException;

/**
 * Reads tensors from files straight into PyTorch's memory, so that no other copy is made, as
 * float32.
 */
public final class TensorReader {

  /**
   * Numbers of a piece of PyTorch's memory, whose bytes a {@link java.nio.ByteBuffer} can count.
   */
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
    try (NumberReader source = NumberReader.open(tensor)) {
      fill(source, numbers);
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

  private static void fill(NumberReader source, NDArray numbers) throws IOException {
    for (long at = 0; at < numbers.size(); at += PIECE) {
      long end = Math.min(numbers.size(), at + PIECE);
      try (NDArray piece = numbers.get("{}:{}", at, end)) {
        source.read(piece.toByteBuffer(true));
      }
    }
  }
}
