package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.comparison.ComparedDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.statistics.similarity.LayerCka;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether the activations of runs can be held against each other row by row.
 *
 * @param component what is compared
 * @param runs in the sweep's order
 */
record ComparableRuns(Component component, List<ComparedDesign> runs) {

  private static final String TYPE = "type";

  /** Reports what is in the way, of the first run that has it. */
  void check(Problems problems) {
    if (component.masked()) {
      problems.error(
          "component",
          "must not be %s, which is minus infinity where a token does not see a key; compare pattern"
              .formatted(component));
    }
    if (runs.size() < 2) {
      problems.error(
          TYPE, "model-similarity compares the runs of a sweep, but there is one; add a case");
    }
    first(run -> !run.components().contains(component))
        .ifPresent(
            run ->
                problems.error(
                    "component",
                    "must be one that every run captures, but %s is not among those of %s (%s); add it to  components"
                        .formatted(component, Quoted.of(run.name()), captured(run))));
    first(ComparedDesign::rowsAreTokens)
        .ifPresent(
            run ->
                problems.error(
                    TYPE,
                    "model-similarity compares one row a prompt and cannot take  positions: all, as %s has"
                        .formatted(Quoted.of(run.name()))));
    first(run -> run.prompts() < LayerCka.LEAST_ROWS)
        .ifPresent(
            run ->
                problems.error(
                    TYPE,
                    "model-similarity needs at least %d prompts, but %s has %d; add prompts"
                        .formatted(LayerCka.LEAST_ROWS, Quoted.of(run.name()), run.prompts())));
    first(run -> !run.texts().equals(runs.get(0).texts()))
        .ifPresent(run -> problems.error(TYPE, otherPrompts(runs.get(0), run)));
  }

  private Optional<ComparedDesign> first(Predicate<ComparedDesign> that) {
    return runs.stream().filter(that).findFirst();
  }

  private static String captured(ComparedDesign run) {
    return run.components().stream().map(Component::id).collect(Collectors.joining(", "));
  }

  private static String otherPrompts(ComparedDesign one, ComparedDesign other) {
    String difference =
        one.prompts() == other.prompts()
            ? "those of %s and %s differ, in their texts or their order"
                .formatted(Quoted.of(one.name()), Quoted.of(other.name()))
            : "%s has %d prompts and %s %d"
                .formatted(
                    Quoted.of(one.name()), one.prompts(), Quoted.of(other.name()), other.prompts());
    return "model-similarity compares how runs represent the same prompts, but %s; sweep over models, not over prompts"
        .formatted(difference);
  }
}
