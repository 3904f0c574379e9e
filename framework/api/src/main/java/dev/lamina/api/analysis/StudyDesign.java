package dev.lamina.api.analysis;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.prompt.Prompts;
import java.util.List;

/**
 * What an analysis will be given, known before anything is computed.
 *
 * @param prompts the prompts, with their labels
 * @param model the model
 * @param components the hook points that the analysis looks at, in the spec's order
 * @param layers the blocks that it looks at, ascending, counted from 0
 * @param positions what a row stands for, in words: {@code mean}, {@code last}, {@code all}
 */
public record StudyDesign(
    Prompts prompts,
    ModelDescription model,
    List<Component> components,
    List<Integer> layers,
    String positions) {

  public StudyDesign {
    components = List.copyOf(components);
    layers = List.copyOf(layers);
  }

  /**
   * Whether a row is a token of a prompt ({@code positions: all}), and a prompt has as many rows as
   * tokens; otherwise a row is a prompt.
   */
  public boolean rowsAreTokens() {
    return positions.equals("all");
  }
}
