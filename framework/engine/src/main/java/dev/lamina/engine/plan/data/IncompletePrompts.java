package dev.lamina.engine.plan.data;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import java.util.List;
import java.util.Set;

/** Prompts that lack a label which an analysis needs. */
final class IncompletePrompts {

  private IncompletePrompts() {}

  /** Leaves them out. */
  static Prompts dropped(Prompts prompts, Set<String> needed) {
    List<Prompt> complete =
        prompts.items().stream()
            .filter(prompt -> prompt.values().keySet().containsAll(needed))
            .toList();
    return new Prompts(complete, prompts.labels(), prompts.mainLabel());
  }

  /**
   * Reports them, each label once: the first prompt, and how many there are.
   *
   * @return whether there are none
   */
  static boolean report(Prompts prompts, Set<String> needed, Problems problems) {
    boolean complete = true;
    for (String label : needed) {
      List<Prompt> without =
          prompts.items().stream().filter(prompt -> !prompt.values().containsKey(label)).toList();
      if (!without.isEmpty()) {
        complete = false;
        Location first = without.get(0).origin();
        problems.error(
            first,
            "%d of %d prompts have no value for the label '%s', the first here; fill it in, or leave such"
                    .formatted(without.size(), prompts.size(), label)
                + " prompts out with  missing: drop  in the dataset");
      }
    }
    return complete;
  }
}
