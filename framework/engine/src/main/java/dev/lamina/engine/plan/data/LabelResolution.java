package dev.lamina.engine.plan.data;

import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.engine.bind.Binder;
import dev.lamina.engine.bind.Bound;
import dev.lamina.engine.bind.LabelReference;
import dev.lamina.engine.problem.ProblemList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the labels that configurations name against those that the data set has. A label that is a
 * default only gives way to the data set's main label, or to one that all prompts share.
 */
public final class LabelResolution {

  private final Prompts prompts;
  private final Binder binder;
  private final ProblemList problems;

  public LabelResolution(Prompts prompts, Binder binder, ProblemList problems) {
    this.prompts = prompts;
    this.binder = binder;
    this.problems = problems;
  }

  /** The configuration with labels that exist; empty if one does not, which is reported. */
  public <C extends Record> Optional<Bound<C>> resolve(Bound<C> bound) {
    Map<String, Optional<String>> replaced = new LinkedHashMap<>();
    boolean known = true;
    for (LabelReference reference : bound.labels()) {
      if (prompts.labels().containsKey(reference.label())
          || reference.label().equals(Prompts.UNLABELLED)) {
        continue;
      }
      switch (reference.ifAbsent()) {
        case NONE -> replaced.put(reference.key(), Optional.empty());
        case MAIN_LABEL ->
            replaced.put(
                reference.key(), Optional.of(prompts.mainLabel().orElse(Prompts.UNLABELLED)));
        case ERROR -> {
          known = false;
          unknown(reference, NearNames.hint(reference.label(), prompts.labels().keySet()));
        }
      }
    }
    if (!known) {
      return Optional.empty();
    }
    return replaced.isEmpty() ? Optional.of(bound) : binder.rebind(bound, replaced);
  }

  private void unknown(LabelReference reference, String more) {
    String labels =
        prompts.labels().isEmpty()
            ? "it has no labels"
            : "its labels: " + Quoted.bare(String.join(", ", prompts.labels().keySet()));
    problems.error(
        reference.location(),
        "the data set has no label %s%s (%s)"
            .formatted(Quoted.of(reference.label()), more, labels));
  }
}
