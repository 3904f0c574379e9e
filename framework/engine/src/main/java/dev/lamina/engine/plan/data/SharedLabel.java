package dev.lamina.engine.plan.data;

import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import java.util.LinkedHashMap;
import java.util.Map;

/** The label of prompts that have none: {@link Prompts#UNLABELLED}, one value for all. */
public final class SharedLabel {

  private static final String ALL = "all";

  private SharedLabel() {}

  /** The prompts with it, unless they have a label of that name. */
  public static Prompts added(Prompts prompts) {
    if (prompts.labels().containsKey(Prompts.UNLABELLED)) {
      return prompts;
    }
    Map<String, LabelKind> labels = new LinkedHashMap<>(prompts.labels());
    labels.put(Prompts.UNLABELLED, LabelKind.CATEGORY);
    return new Prompts(
        prompts.items().stream().map(SharedLabel::labelled).toList(), labels, prompts.mainLabel());
  }

  private static Prompt labelled(Prompt prompt) {
    Map<String, String> values = new LinkedHashMap<>(prompt.values());
    values.put(Prompts.UNLABELLED, ALL);
    return new Prompt(prompt.text(), values, prompt.spans(), prompt.origin());
  }
}
