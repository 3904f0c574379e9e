package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stack and the memo of pickle's machine, with bounds to what a file can put there. */
final class PickleStack {

  /** A tensor takes about 30, its arguments counted twice. */
  private static final int MOST_VALUES = 1 << 20;

  private static final int DEEPEST = 100;

  private final List<Value> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, Value> memo = new HashMap<>();
  private int made;

  /** Keeps the topmost value under the next number. */
  void memoize() throws InvalidWeightsException {
    memoize(memo.size());
  }

  /** Keeps the topmost value under a number. */
  void memoize(int index) throws InvalidWeightsException {
    if (memo.size() >= MOST_VALUES) {
      throw tooMany();
    }
    memo.put(index, top());
  }

  /** The value that is kept under a number. */
  Value recall(int index) throws InvalidWeightsException {
    Value value = memo.get(index);
    if (value == null) {
      throw new InvalidWeightsException("its pickled objects refer to one that is not there");
    }
    return value;
  }

  /** Marks a place, up to which values are taken later. */
  void mark() throws InvalidWeightsException {
    if (marks.size() >= DEEPEST) {
      throw new InvalidWeightsException(
          "its pickled objects are nested more than " + DEEPEST + " deep");
    }
    marks.add(stack.size());
  }

  /** Puts a new value on top. */
  void make(Value value) throws InvalidWeightsException {
    spend(1);
    push(value);
  }

  /** Counts values that are made without being put on top. */
  void spend(int values) throws InvalidWeightsException {
    made += values;
    if (made > MOST_VALUES) {
      throw tooMany();
    }
  }

  /** Puts a value on top that exists already. */
  void push(Value value) throws InvalidWeightsException {
    if (stack.size() >= MOST_VALUES) {
      throw tooMany();
    }
    stack.add(value);
  }

  private static InvalidWeightsException tooMany() {
    return new InvalidWeightsException(
        "the file holds more than " + MOST_VALUES + " objects, too many for names of weights");
  }

  /** The topmost value, which stays. */
  Value top() throws InvalidWeightsException {
    Value value = pop();
    stack.add(value);
    return value;
  }

  /** Takes the topmost value. */
  Value pop() throws InvalidWeightsException {
    return pop(1).get(0);
  }

  /** Takes all values above the last mark, and the mark. */
  List<Value> popToMark() throws InvalidWeightsException {
    if (marks.isEmpty()) {
      throw unbalanced();
    }
    int begin = marks.remove(marks.size() - 1);
    return popFrom(begin);
  }

  /** Takes the topmost values, none of them below the last mark. */
  List<Value> pop(int count) throws InvalidWeightsException {
    int begin = stack.size() - count;
    if (begin < (marks.isEmpty() ? 0 : marks.get(marks.size() - 1))) {
      throw unbalanced();
    }
    return popFrom(begin);
  }

  private List<Value> popFrom(int begin) {
    List<Value> after = stack.subList(begin, stack.size());
    List<Value> popped = List.copyOf(after);
    after.clear();
    return popped;
  }

  private static InvalidWeightsException unbalanced() {
    return new InvalidWeightsException("its pickled objects are damaged: one lacks its parts");
  }
}
