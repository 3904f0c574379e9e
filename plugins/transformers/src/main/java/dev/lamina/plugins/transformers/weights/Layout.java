package dev.lamina.plugins.transformers.weights;

import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import java.util.Optional;

/**
 * How a tensor is made of the numbers that a file holds: rows are chosen, the result is transposed,
 * a constant is added.
 *
 * @param rows the stored tensor's rows that it has, if not all as they are stored
 * @param order whether the stored numbers are the tensor's or, for a matrix, its transpose's
 * @param added what is added to every number
 */
public record Layout(Optional<RowOrder> rows, Order order, float added) {

  static Layout of(Order order) {
    return new Layout(Optional.empty(), order, 0);
  }

  Layout transposed() {
    return new Layout(rows, order == Order.ROWS ? Order.COLUMNS : Order.ROWS, added);
  }

  Layout reordered(RowOrder next) {
    return new Layout(Optional.of(rows.map(first -> first.then(next)).orElse(next)), order, added);
  }

  Layout plus(float constant) {
    return new Layout(rows, order, added + constant);
  }
}
