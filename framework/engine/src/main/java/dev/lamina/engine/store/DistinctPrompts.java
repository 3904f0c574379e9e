package dev.lamina.engine.store;

import dev.lamina.api.model.ModelInput;
import dev.lamina.engine.store.segment.PromptAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The different prompts of a data set: those that are the same to the model are computed, and
 * stored, once. They are counted in the order of their first appearance.
 */
public final class DistinctPrompts {

  private final List<PromptAddress> addresses = new ArrayList<>();
  private final List<ModelInput> inputs = new ArrayList<>();
  private final Map<PromptAddress, Integer> numbers = new HashMap<>();
  private final int[] ofEach;

  /** Those of a data set. */
  public DistinctPrompts(List<ModelInput> all) {
    ofEach = new int[all.size()];
    for (int i = 0; i < ofEach.length; i++) {
      ModelInput input = all.get(i);
      PromptAddress address = PromptAddress.of(input);
      ofEach[i] = numbers.computeIfAbsent(address, unseen -> inputs.size());
      if (ofEach[i] == inputs.size()) {
        addresses.add(address);
        inputs.add(input);
      }
    }
  }

  public int size() {
    return inputs.size();
  }

  /** The number of the data set's prompts. */
  public int all() {
    return ofEach.length;
  }

  /** Which of the different prompts a prompt of the data set is. */
  public int of(int prompt) {
    return ofEach[prompt];
  }

  /** The tokens and positions of one of the different prompts. */
  public ModelInput input(int number) {
    return inputs.get(number);
  }

  PromptAddress address(int number) {
    return addresses.get(number);
  }

  OptionalInt find(PromptAddress address) {
    Integer number = numbers.get(address);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
