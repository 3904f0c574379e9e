package dev.lamina.engine.data;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Puts prompts in order and takes some of them. */
final class Sample {

  private Sample() {}

  static Prompts shuffled(Prompts prompts, Seeds seeds) {
    List<Prompt> items = new ArrayList<>(prompts.items());
    Collections.shuffle(items, new Random(seeds.seed("shuffle")));
    return with(prompts, items);
  }

  /**
   * The first prompts: {@code limit} of them, or all; the same number of each class if balanced.
   */
  static Prompts taken(
      Prompts prompts, Optional<String> balance, OptionalInt limit, Problems problems) {
    if (balance.isEmpty()) {
      int most = Math.min(limit.orElse(prompts.size()), prompts.size());
      return with(prompts, prompts.items().subList(0, most));
    }
    Label label = prompts.label(balance.get());
    int classes = label.classes().size();
    if (limit.isPresent() && limit.getAsInt() < classes) {
      problems.error(
          "limit",
          "must be at least %d, one prompt for each value of '%s', but is %d"
              .formatted(classes, label.name(), limit.getAsInt()));
      return prompts;
    }
    int each = limit.orElse(Integer.MAX_VALUE) / Math.max(1, classes);
    for (int code = 0; code < classes; code++) {
      each = Math.min(each, label.members(code).length);
    }
    int[] taken = new int[classes];
    List<Prompt> items = new ArrayList<>();
    for (int row = 0; row < prompts.size(); row++) {
      if (taken[label.codes()[row]]++ < each) {
        items.add(prompts.items().get(row));
      }
    }
    return with(prompts, items);
  }

  private static Prompts with(Prompts prompts, List<Prompt> items) {
    return new Prompts(items, prompts.labels(), prompts.mainLabel());
  }
}
