package dev.lamina.plugins.transformers.weights.gguf;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import dev.lamina.plugins.transformers.weights.numbers.NumberType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The list of tensors that follows the metadata, checked against the file's length. */
final class TensorTable {

  private static final int MOST_DIMENSIONS = 4;

  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /**
   * A tensor.
   *
   * @param shape the last dimension's numbers run fastest; the file has it the other way round
   * @param offset its first byte in the area of data
   * @param bytes how many it has
   */
  private record Entry(String name, NumberType type, List<Long> shape, long offset, long bytes) {}

  /** Reads the next tensor's entry. */
  void read(Cursor cursor) throws InvalidWeightsException {
    String name = cursor.text();
    if (!names.add(name)) {
      throw new InvalidWeightsException("two tensors are called " + Quoted.of(name));
    }
    int dimensions = cursor.uint32();
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      throw new InvalidWeightsException(
          "tensor %s has %s dimensions instead of 1 to %d"
              .formatted(Quoted.of(name), Integer.toUnsignedString(dimensions), MOST_DIMENSIONS));
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      shape.add(0, cursor.uint64());
    }
    NumberType type = GgmlType.of(cursor.uint32(), name);
    long bytes = bytes(name, type, shape);
    entries.add(new Entry(name, type, shape, cursor.uint64(), bytes));
  }

  private static long bytes(String name, NumberType type, List<Long> shape)
      throws InvalidWeightsException {
    long elements = 1;
    for (long dimension : shape) {
      if (dimension <= 0 || elements > Long.MAX_VALUE / dimension) {
        throw impossible(name, shape);
      }
      elements *= dimension;
    }
    long row = shape.get(shape.size() - 1);
    if (row % type.numbersPerBlock() != 0) {
      throw new InvalidWeightsException(
          "tensor %s has rows of %d numbers, which %s cannot hold: its blocks have %d"
              .formatted(Quoted.of(name), row, type, type.numbersPerBlock()));
    }
    try {
      return type.bytes(elements);
    } catch (ArithmeticException e) {
      throw impossible(name, shape);
    }
  }

  private static InvalidWeightsException impossible(String name, List<Long> shape) {
    List<String> unsigned = shape.stream().map(Long::toUnsignedString).toList();
    return new InvalidWeightsException(
        "tensor %s cannot be of shape %s".formatted(Quoted.of(name), Quoted.bare(unsigned)));
  }

  /**
   * The tensors, in the file's order.
   *
   * @param dataBegin where the area of data begins in the file
   */
  List<StoredTensor> tensors(Path file, long dataBegin, long fileLength, long alignment)
      throws InvalidWeightsException {
    List<Entry> byOffset = new ArrayList<>(entries);
    byOffset.sort(Comparator.comparingLong(Entry::offset));
    long covered = 0;
    String before = "";
    for (Entry entry : byOffset) {
      check(entry, fileLength - dataBegin, alignment);
      if (entry.offset() < covered) {
        throw new InvalidWeightsException(
            "tensor %s overlaps tensor %s".formatted(Quoted.of(entry.name()), Quoted.of(before)));
      }
      covered = entry.offset() + entry.bytes();
      before = entry.name();
    }
    return entries.stream()
        .map(
            entry ->
                new StoredTensor(
                    entry.name(),
                    file,
                    entry.type().name(),
                    entry.shape(),
                    Order.ROWS,
                    dataBegin + entry.offset()))
        .toList();
  }

  private static void check(Entry entry, long dataLength, long alignment)
      throws InvalidWeightsException {
    String tensor = "tensor " + Quoted.of(entry.name());
    if (Long.remainderUnsigned(entry.offset(), alignment) != 0) {
      throw new InvalidWeightsException(
          "%s begins at byte %s of the data, not at a multiple of %d"
              .formatted(tensor, Long.toUnsignedString(entry.offset()), alignment));
    }
    if (entry.offset() < 0
        || entry.bytes() > dataLength
        || entry.offset() > dataLength - entry.bytes()) {
      throw new InvalidWeightsException(
          "%s has %d bytes from byte %s of the data on, but the file has only %d bytes of data; it was cut short, so fetch it again"
              .formatted(
                  tensor,
                  entry.bytes(),
                  Long.toUnsignedString(entry.offset()),
                  Math.max(dataLength, 0)));
    }
  }
}
