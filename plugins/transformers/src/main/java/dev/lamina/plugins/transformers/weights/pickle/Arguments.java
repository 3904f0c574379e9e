package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.pickle.Value.Tuple;
import dev.lamina.plugins.transformers.weights.pickle.Value.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function is called with.
 *
 * @param function its name, in messages
 */
record Arguments(String function, List<Value> values) {

  /** PyTorch's own limit. */
  private static final int MOST_DIMENSIONS = 64;

  /** An argument of a kind. */
  <T extends Value> T get(int index, Class<T> kind) throws InvalidWeightsException {
    if (index < values.size() && kind.isInstance(values.get(index))) {
      return kind.cast(values.get(index));
    }
    String found = index < values.size() ? values.get(index).kind() : "nothing";
    throw new InvalidWeightsException(
        "the file calls %s with %s as its argument %d".formatted(function, found, index + 1));
  }

  /**
   * An argument that is a tuple of counts, one a dimension.
   *
   * @param what each of them is, in messages
   */
  List<Long> counts(int index, String what) throws InvalidWeightsException {
    List<Value> items = get(index, Tuple.class).items();
    if (items.size() > MOST_DIMENSIONS) {
      throw new InvalidWeightsException(
          "a tensor has " + items.size() + " dimensions; PyTorch has " + MOST_DIMENSIONS);
    }
    List<Long> counts = new ArrayList<>();
    for (Value item : items) {
      counts.add(count(item, what));
    }
    return List.copyOf(counts);
  }

  /**
   * A number from 0 to 2^63 - 1.
   *
   * @param what it is, in messages
   */
  static long count(Value value, String what) throws InvalidWeightsException {
    if (!(value instanceof Whole whole)) {
      throw new InvalidWeightsException(what + " is " + value.kind() + " instead of a number");
    }
    if (whole.number().signum() < 0 || whole.number().bitLength() >= Long.SIZE) {
      throw new InvalidWeightsException(
          what + " is " + Quoted.bare(whole.number()) + "; 0 to 2^63 - 1 are possible");
    }
    return whole.number().longValueExact();
  }
}
