package dev.lamina.engine.problem;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Problem.Severity;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Problems from every part of a spec, each once, shown in the order of their places. */
public final class ProblemList {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem problem) -> problem.location().source())
          .thenComparingInt(problem -> problem.location().line())
          .thenComparingInt(problem -> problem.location().column());

  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Location> wrong = new HashSet<>();

  /** Adds an error. */
  public void error(Location location, String message) {
    add(new Problem(Severity.ERROR, location, message));
  }

  /** Adds a warning. */
  public void warning(Location location, String message) {
    add(new Problem(Severity.WARNING, location, message));
  }

  /** Adds a problem; one that is there already is not added again. */
  public synchronized void add(Problem problem) {
    problems.add(problem);
    if (problem.severity() == Severity.ERROR) {
      wrong.add(problem.location());
    }
  }

  /** Adds problems found elsewhere. */
  public synchronized void addAll(Collection<Problem> more) {
    more.forEach(this::add);
  }

  /** Whether there is an error. */
  public synchronized boolean hasErrors() {
    return !wrong.isEmpty();
  }

  /**
   * Whether a value of a file is known to be wrong, so that what follows from it need not be said.
   * Never true of the command line, which is one place for many values.
   */
  public synchronized boolean hasErrorAt(Location location) {
    return location.line() > 0 && wrong.contains(location);
  }

  /** All problems by file, line and column; those of one place in the order of reporting. */
  public synchronized List<Problem> sorted() {
    return problems.stream().sorted(BY_PLACE).toList();
  }

  /**
   * Ends with what has been collected, if an error is among it.
   *
   * @throws InvalidSpecException with all problems, warnings too
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new InvalidSpecException(sorted());
    }
  }
}
