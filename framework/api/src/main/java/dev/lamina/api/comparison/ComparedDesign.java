package dev.lamina.api.comparison;

import dev.lamina.api.model.Component;
import java.util.List;

/**
 * What is known of a run that will be compared, before anything is computed.
 *
 * @param name no other run's
 * @param components the hook points that it captures
 * @param layers the blocks that it captures, ascending, counted from 0
 * @param positions what a row stands for, in words: {@code mean}, {@code last}, {@code all}
 * @param prompts how many it has
 * @param texts a hash of the prompts' texts in their order: the same hash, the same prompts
 */
public record ComparedDesign(
    String name,
    List<Component> components,
    List<Integer> layers,
    String positions,
    int prompts,
    String texts) {

  public ComparedDesign {
    components = List.copyOf(components);
    layers = List.copyOf(layers);
  }

  /** Whether a row is a token of a prompt ({@code positions: all}); otherwise it is a prompt. */
  public boolean rowsAreTokens() {
    return positions.equals("all");
  }
}
