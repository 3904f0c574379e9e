package dev.lamina.engine.spec;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.problem.ProblemList;
import dev.lamina.engine.spec.yaml.Limits;
import dev.lamina.engine.spec.yaml.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads a spec: its file, the files that it extends, the command line's overrides, then references
 * to other values and to the environment.
 */
public final class SpecReader {

  /**
   * Reads a spec.
   *
   * @param file as the user named it, which is how messages name it
   * @param overrides {@code key.path=value} and {@code ~key.path}, applied in order
   * @param environment variables for <code>${env:NAME}</code>
   * @throws InvalidSpecException if a file cannot be read or is not YAML; what is wrong with
   *     overrides and references is in {@link Spec#problems()}
   */
  public Spec read(Path file, List<String> overrides, Map<String, String> environment) {
    SourceText source = SourceText.read(file, file.toString(), Location.file(file.toString()));
    ProblemList problems = new ProblemList();
    Node.Mapping composed = new Composition(environment).compose(source, file);
    Node.Mapping overridden = Limits.check(Overrides.apply(overrides, composed, problems));
    List<Spec.Case> cases =
        Sweep.of(overridden, problems).stream()
            .map(child -> child(child, file, source.text(), environment))
            .toList();
    // a reference to what only cases have is none for the whole; each case reports its own
    ProblemList references = cases.isEmpty() ? problems : new ProblemList();
    Node.Mapping tree = new Interpolation(overridden, environment, references).resolve();
    return new Spec(file, source.text(), Limits.check(tree), problems.sorted(), cases);
  }

  private static Spec.Case child(
      Sweep.Child child, Path file, String text, Map<String, String> environment) {
    ProblemList problems = new ProblemList();
    Node.Mapping tree =
        new Interpolation(Limits.check(child.tree()), environment, problems).resolve();
    return new Spec.Case(
        child.name(),
        child.choices(),
        new Spec(file, text, Limits.check(tree), problems.sorted(), List.of()));
  }
}
