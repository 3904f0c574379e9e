package dev.lamina.plugins.transformers.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A tensor in a file.
 *
 * @param type the numbers' type as safetensors spells it: {@code F32}, {@code I64}
 * @param shape its dimensions, once those that the file holds are put into {@code order}
 * @param order whether the file holds it or, being a matrix, its transpose
 * @param offset its first byte in the file
 */
public record StoredTensor(
    String name, Path file, String type, List<Long> shape, Order order, long offset) {

  /** How a tensor's numbers follow each other. */
  public enum Order {
    /** The last dimension's run fastest. */
    ROWS,
    /** Those of a matrix's first dimension run fastest. */
    COLUMNS
  }

  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** The transpose of a matrix, which is the same bytes in the other order. */
  public StoredTensor transpose() {
    Order other = order == Order.ROWS ? Order.COLUMNS : Order.ROWS;
    return new StoredTensor(name, file, type, List.of(shape.get(1), shape.get(0)), other, offset);
  }

  /** The same tensor by another name. */
  public StoredTensor named(String other) {
    return new StoredTensor(other, file, type, shape, order, offset);
  }

  /** The dimensions that the file holds, the last one's numbers running fastest. */
  public List<Long> storedShape() {
    return order == Order.ROWS ? shape : List.of(shape.get(1), shape.get(0));
  }

  /** Its type, if it is one that weights may have. */
  public Optional<FloatType> floatType() {
    return FloatType.of(type);
  }

  /** How many numbers it holds. */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
