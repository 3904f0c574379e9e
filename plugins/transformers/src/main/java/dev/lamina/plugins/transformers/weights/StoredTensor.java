package dev.lamina.plugins.transformers.weights;

import dev.lamina.plugins.transformers.weights.numbers.NumberType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tensor in a file.
 *
 * @param type the numbers' type as its format spells it: {@code F32}, {@code I64}, {@code Q4_K}
 * @param shape its dimensions, after what {@code layout} does
 * @param layout how it is made of the stored numbers
 * @param offset the first stored byte in the file
 */
public record StoredTensor(
    String name, Path file, String type, List<Long> shape, Layout layout, long offset) {

  /** How a tensor's numbers follow each other. */
  public enum Order {
    /** The last dimension's run fastest. */
    ROWS,
    /** Those of a matrix's first dimension run fastest. */
    COLUMNS
  }

  /**
   * Numbers that follow each other in the file and in the tensor.
   *
   * @param offset the first byte in the file
   * @param numbers how many
   */
  record Stretch(long offset, long numbers) {}

  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** A tensor that is as it is stored, or the transpose of what is stored. */
  public StoredTensor(
      String name, Path file, String type, List<Long> shape, Order order, long offset) {
    this(name, file, type, shape, Layout.of(order), offset);
  }

  /** The same tensor by another name. */
  public StoredTensor named(String other) {
    return new StoredTensor(other, file, type, shape, layout, offset);
  }

  /** The transpose of a matrix, which is the same bytes in the other order. */
  public StoredTensor transpose() {
    List<Long> turned = List.of(shape.get(1), shape.get(0));
    return new StoredTensor(name, file, type, turned, layout.transposed(), offset);
  }

  /**
   * The tensor with its rows in another order, or with some of them.
   *
   * @throws IllegalArgumentException if it has no such rows, or blocks of its numbers span rows
   * @throws IllegalStateException if it was transposed, so that its rows are not stored as such
   */
  public StoredTensor reordered(RowOrder rows) {
    if (order() != Order.ROWS) {
      throw new IllegalStateException("order the rows of " + name + " before transposing it");
    }
    if (!rows.fits(shape.get(0)) || !hasWholeRows()) {
      throw new IllegalArgumentException(rows + " does not fit " + name + " " + shape);
    }
    List<Long> chosen = new ArrayList<>(shape);
    chosen.set(0, (long) rows.count());
    return new StoredTensor(name, file, type, chosen, layout.reordered(rows), offset);
  }

  /** Whether each row is stored in blocks of its own, so that rows can be put in another order. */
  public boolean hasWholeRows() {
    return numberType().map(known -> rowWidth() % known.numbersPerBlock() == 0).orElse(true);
  }

  /** Whether some of its rows can be read without the others. */
  public boolean hasRows() {
    return order() == Order.ROWS && hasWholeRows();
  }

  /** The tensor with a constant added to every number. */
  public StoredTensor plus(float constant) {
    return new StoredTensor(name, file, type, shape, layout.plus(constant), offset);
  }

  /** Whether the dimensions are those of the stored numbers or, for a matrix, swapped. */
  public Order order() {
    return layout.order();
  }

  /** The dimensions before transposition: how the numbers follow each other in the stretches. */
  public List<Long> storedShape() {
    return order() == Order.ROWS ? shape : List.of(shape.get(1), shape.get(0));
  }

  /** Where the numbers lie, in the order of {@link #storedShape}. */
  List<Stretch> stretches() {
    if (layout.rows().isEmpty()) {
      return List.of(new Stretch(offset, elements()));
    }
    NumberType numbers = numberType().orElseThrow();
    long width = rowWidth();
    return layout.rows().get().runs().stream()
        .map(run -> new Stretch(offset + numbers.bytes(run.first() * width), run.count() * width))
        .toList();
  }

  private long rowWidth() {
    return storedShape().stream().skip(1).reduce(1L, Math::multiplyExact);
  }

  /** Its type, if it is one that weights may have. */
  public Optional<NumberType> numberType() {
    return NumberType.of(type);
  }

  /** How many numbers it holds. */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
