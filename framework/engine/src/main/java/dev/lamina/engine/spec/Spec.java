package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A spec after composition: extended files merged, overrides applied, references replaced.
 *
 * @param file the file that was asked for, as the user named it
 * @param text that file's text as written
 * @param tree its values, each with the place where it was written
 * @param problems overrides without a target, references without a value, and warnings; they are
 *     not fatal here so that what is wrong with the rest of the spec can be shown with them
 * @param cases what its sweep runs, in order; empty if it has none
 */
public record Spec(
    Path file, String text, Node.Mapping tree, List<Problem> problems, List<Case> cases) {

  public Spec {
    problems = List.copyOf(problems);
    cases = List.copyOf(cases);
  }

  /**
   * A child run of a sweep.
   *
   * @param name what tells it from the others, in few words
   * @param choices what it varies: values by key path
   * @param spec without a sweep
   */
  public record Case(String name, Map<String, String> choices, Spec spec) {

    public Case {
      choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }
  }
}
