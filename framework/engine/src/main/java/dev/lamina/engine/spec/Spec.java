package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * A spec after composition: extended files merged, overrides applied, references replaced.
 *
 * @param file the file that was asked for, as the user named it
 * @param text that file's text as written
 * @param tree its values, each with the place where it was written
 * @param problems overrides without a target, references without a value, and warnings; they are
 *     not fatal here so that what is wrong with the rest of the spec can be shown with them
 */
public record Spec(Path file, String text, Node.Mapping tree, List<Problem> problems) {

  public Spec {
    problems = List.copyOf(problems);
  }
}
