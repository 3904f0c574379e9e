package dev.lamina.engine.problem;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.KeySentence;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Problem.Severity;
import dev.lamina.api.problem.Problems;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What one component reports: its configuration keys become the places where they were set. */
public final class ComponentProblems implements Problems {

  private final Consumer<Problem> into;
  private final Node.Mapping config;
  private final AtomicBoolean errors = new AtomicBoolean();

  /**
   * Makes the view of one component.
   *
   * @param config the component's mapping; a key that it lacks is reported where it begins
   */
  public ComponentProblems(ProblemList into, Node.Mapping config) {
    this(into::add, config);
  }

  /**
   * Makes the view of a component inside another.
   *
   * @param into what the outer one reports to
   */
  public ComponentProblems(Problems into, Node.Mapping config) {
    this(problem -> pass(problem, into), config);
  }

  private ComponentProblems(Consumer<Problem> into, Node.Mapping config) {
    this.into = into;
    this.config = config;
  }

  private static void pass(Problem problem, Problems into) {
    if (problem.severity() == Severity.ERROR) {
      into.error(problem.location(), problem.message());
    } else {
      into.warning(problem.location(), problem.message());
    }
  }

  @Override
  public void error(String key, String message) {
    error(place(key), KeySentence.of(key, message));
  }

  @Override
  public void error(Location location, String message) {
    errors.set(true);
    into.accept(new Problem(Severity.ERROR, location, message));
  }

  @Override
  public void warning(String key, String message) {
    warning(place(key), KeySentence.of(key, message));
  }

  @Override
  public void warning(Location location, String message) {
    into.accept(new Problem(Severity.WARNING, location, message));
  }

  @Override
  public boolean hasErrors() {
    return errors.get();
  }

  /** Where the value of a dotted key stands, or the closest mapping or list that would hold it. */
  private Location place(String key) {
    Node node = config;
    for (String part : key.split("\\.", -1)) {
      if (node instanceof Node.Mapping mapping && mapping.entries().containsKey(part)) {
        node = mapping.entries().get(part).value();
      } else if (node instanceof Node.Sequence sequence && isIndex(part, sequence.items().size())) {
        node = sequence.items().get(Integer.parseInt(part));
      } else {
        break;
      }
    }
    return node.location();
  }

  private static boolean isIndex(String part, int size) {
    return part.matches("\\d{1,9}") && Integer.parseInt(part) < size;
  }
}
