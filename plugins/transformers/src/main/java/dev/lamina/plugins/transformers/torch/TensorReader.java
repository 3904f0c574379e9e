package dev.lamina.plugins.transformers.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.weights.NumberReader;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Reads tensors from files straight into PyTorch's memory, a part at a time, so that no other copy
 * is made but of what another type or device needs.
 */
public final class TensorReader {

  /**
   * Numbers of a piece of PyTorch's memory, whose bytes a {@link java.nio.ByteBuffer} can count.
   */
  private static final long PIECE = 1 << 28;

  private final NDManager manager;
  private final Kernels kernels;
  private final DataType type;

  /**
   * @param manager what the arrays will belong to, on its device
   * @param type what they will hold: float32 or float64
   */
  public TensorReader(NDManager manager, Kernels kernels, DataType type) {
    this.manager = manager;
    this.kernels = kernels;
    this.type = type;
  }

  /** The same, but that the arrays belong to another manager of the same device. */
  public TensorReader into(NDManager other) {
    return new TensorReader(other, kernels, type);
  }

  /** An array without numbers. */
  public NDArray empty() {
    return manager.create(new Shape(0), type);
  }

  /**
   * Reads tensors that stand one under the other: matrices of equal width, or vectors.
   *
   * @throws RunFailedException if a file is shorter than it was, or a number is not finite
   */
  public NDArray read(List<StoredTensor> tensors) {
    try (NDManager scope = manager.newSubManager(Device.cpu())) {
      NDArray placed = placed(numbers(tensors, memory(scope)));
      placed.attach(manager);
      return placed;
    }
  }

  /** Reads tensors to be used at once, all into the same memory. */
  public Staging staging() {
    return new Staging();
  }

  /**
   * Memory that tensors are read into one after the other. Were each read into memory of its own,
   * the holes that they leave behind would add up to more than half of a model.
   */
  public final class Staging implements AutoCloseable {

    private Optional<NDArray> memory = Optional.empty();

    private Staging() {}

    /**
     * Reads tensors as {@link TensorReader#read} does.
     *
     * @param use of an array that is valid during the call; what it makes of it must be {@link
     *     NDScope#unregister unregistered} to stay
     */
    public <T> T read(List<StoredTensor> tensors, Function<NDArray, T> use) {
      reserve(tensors.stream().mapToLong(StoredTensor::elements).sum());
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray whole = memory.orElseThrow();
        return use.apply(placed(numbers(tensors, elements -> whole.get("0:{}", elements))));
      }
    }

    private void reserve(long elements) {
      if (memory.isEmpty() || memory.get().size() < elements) {
        close();
        NDArray larger = manager.create(new Shape(elements), DataType.FLOAT32, Device.cpu());
        memory = Optional.of(larger);
      }
    }

    @Override
    public void close() {
      memory.ifPresent(NDArray::close);
      memory = Optional.empty();
    }
  }

  private NDArray placed(NDArray numbers) {
    return numbers.toType(type, false).toDevice(manager.getDevice(), false);
  }

  private static LongFunction<NDArray> memory(NDManager scope) {
    return elements -> scope.create(new Shape(elements), DataType.FLOAT32);
  }

  /**
   * @param memory an array of so many elements
   */
  private NDArray numbers(List<StoredTensor> tensors, LongFunction<NDArray> memory) {
    return tensors.size() == 1 ? one(tensors.get(0), memory) : stacked(tensors, memory);
  }

  /** A tensor as the file holds it, and if that is its transpose, seen the other way. */
  private NDArray one(StoredTensor tensor, LongFunction<NDArray> memory) {
    NDArray numbers = memory.apply(tensor.elements());
    read(tensor, numbers, 0);
    long[] shape = tensor.storedShape().stream().mapToLong(Long::longValue).toArray();
    NDArray shaped = numbers.reshape(shape);
    return tensor.order() == Order.ROWS ? shaped : shaped.transpose();
  }

  private NDArray stacked(List<StoredTensor> tensors, LongFunction<NDArray> memory) {
    long elements = tensors.stream().mapToLong(StoredTensor::elements).sum();
    NDArray numbers = memory.apply(elements);
    long at = 0;
    for (StoredTensor tensor : tensors) {
      if (tensor.order() == Order.ROWS) {
        read(tensor, numbers, at);
      } else {
        try (NDManager inner = manager.newSubManager(Device.cpu())) {
          NDArray turned = one(tensor, memory(inner)).flatten();
          numbers.set(new NDIndex("{}:{}", at, at + tensor.elements()), turned);
        }
      }
      at += tensor.elements();
    }
    List<Long> shape = tensors.get(0).shape();
    return shape.size() == 1 ? numbers : numbers.reshape(elements / shape.get(1), shape.get(1));
  }

  private void read(StoredTensor tensor, NDArray numbers, long begin) {
    try (NumberReader source = NumberReader.open(tensor)) {
      for (long at = 0; at < tensor.elements(); at += PIECE) {
        long end = Math.min(tensor.elements(), at + PIECE);
        try (NDArray piece = numbers.get("{}:{}", begin + at, begin + end)) {
          source.read(piece.toByteBuffer(true));
        }
      }
    } catch (IOException e) {
      throw new RunFailedException(
          "%s cannot be read: %s".formatted(tensor.file(), Quoted.bare(e)), e);
    }
    try (NDArray own = numbers.get("{}:{}", begin, begin + tensor.elements())) {
      if (!kernels.isFinite(own)) {
        throw new RunFailedException(
            "%s: tensor %s has NaN or infinite weights"
                .formatted(tensor.file(), Quoted.of(tensor.name())));
      }
    }
  }
}
