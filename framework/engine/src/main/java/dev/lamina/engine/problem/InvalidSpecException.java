package dev.lamina.engine.problem;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Problem.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** The spec, an input file or the command line is wrong; nothing ran. Exit code 2. */
public final class InvalidSpecException extends RuntimeException {

  private final transient List<Problem> problems;

  public InvalidSpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One error. */
  public InvalidSpecException(Location location, String message) {
    this(List.of(new Problem(Severity.ERROR, location, message)));
  }

  /** All that is wrong, by place. */
  public List<Problem> problems() {
    return problems;
  }
}
