package dev.lamina.engine.data;

import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps the prompts whose columns have one of the wanted values.
 *
 * @param wanted for each column the values that stay
 */
record Filter(Map<String, List<String>> wanted) {

  Prompts apply(Prompts prompts, Problems problems) {
    List<Prompt> kept = prompts.items();
    for (Map.Entry<String, List<String>> column : wanted.entrySet()) {
      LabelKind kind = prompts.labels().get(column.getKey());
      if (kind == null) {
        problems.error(
            "filter." + column.getKey(),
            "the data set has no column "
                + Quoted.of(column.getKey())
                + NearNames.hint(column.getKey(), prompts.labels().keySet()));
        continue;
      }
      Set<String> values =
          column.getValue().stream()
              .map(value -> canonical(value, kind))
              .collect(Collectors.toSet());
      reportUnknown(column.getKey(), values, kind, prompts, problems);
      kept =
          kept.stream()
              .filter(prompt -> has(prompt.values().get(column.getKey()), values, kind))
              .toList();
    }
    if (kept.isEmpty() && !problems.hasErrors() && prompts.size() > 0) {
      problems.error("filter", "no prompt of " + prompts.size() + " passes the filter");
    }
    return new Prompts(kept, prompts.labels(), prompts.mainLabel());
  }

  private static void reportUnknown(
      String column, Set<String> values, LabelKind kind, Prompts prompts, Problems problems) {
    Set<String> known = new TreeSet<>();
    for (Prompt prompt : prompts.items()) {
      String value = prompt.values().get(column);
      if (value != null) {
        known.add(canonical(value, kind));
      }
    }
    for (String value : new TreeSet<>(values)) {
      if (!known.contains(value)) {
        problems.error(
            "filter." + column,
            "no prompt has " + column + " " + Quoted.of(value) + NearNames.hint(value, known));
      }
    }
  }

  private static boolean has(
      @org.jspecify.annotations.Nullable String value, Set<String> values, LabelKind kind) {
    return value != null && values.contains(canonical(value, kind));
  }

  /** Numbers are compared as numbers: 1 is 1.0. */
  private static String canonical(String value, LabelKind kind) {
    if (kind != LabelKind.NUMBER) {
      return value;
    }
    try {
      return Double.toString(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return value;
    }
  }
}
