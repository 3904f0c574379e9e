package dev.lamina.testkit;

import dev.lamina.api.problem.KeySentence;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problem;
import dev.lamina.api.problem.Problem.Severity;
import dev.lamina.api.problem.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * Problems kept in memory, in the words that a person reads; a configuration key {@code k} is
 * located at {@code spec:k}.
 */
public final class RecordedProblems implements Problems {

  private final List<Problem> problems = new ArrayList<>();

  @Override
  public void error(String key, String message) {
    error(Location.file("spec:" + key), KeySentence.of(key, message));
  }

  @Override
  public void error(Location location, String message) {
    problems.add(new Problem(Severity.ERROR, location, message));
  }

  @Override
  public void warning(String key, String message) {
    warning(Location.file("spec:" + key), KeySentence.of(key, message));
  }

  @Override
  public void warning(Location location, String message) {
    problems.add(new Problem(Severity.WARNING, location, message));
  }

  @Override
  public boolean hasErrors() {
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /** What was reported, one line each, in order. */
  public List<String> lines() {
    return problems.stream().map(Problem::toString).toList();
  }

  /** The errors among the {@link #lines}: what keeps a study from being run. */
  public List<String> errors() {
    return problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .map(Problem::toString)
        .toList();
  }
}
