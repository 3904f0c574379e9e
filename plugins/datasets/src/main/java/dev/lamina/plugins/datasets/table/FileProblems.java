package dev.lamina.plugins.datasets.table;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;

/** The errors of one file: the first twenty with their places, then how many more there are. */
public final class FileProblems implements AutoCloseable {

  private static final int MOST = 20;

  private final String source;
  private final Problems problems;
  private int count;

  public FileProblems(String source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The file as messages name it. */
  public String source() {
    return source;
  }

  /** Reports an error at a place in the file. */
  public void error(int line, int column, String message) {
    error(new Location(source, line, column), message);
  }

  /** Reports an error at a place in the file. */
  public void error(Location location, String message) {
    if (count++ < MOST) {
      problems.error(location, message);
    }
  }

  /** Reports a warning at a place in the file. */
  public void warning(Location location, String message) {
    problems.warning(location, message);
  }

  /** Whether an error has been reported for this file. */
  public boolean hasErrors() {
    return count > 0;
  }

  /** Says how many errors were not shown. */
  @Override
  public void close() {
    if (count > MOST) {
      problems.error(
          Location.file(source), "%,d more errors are not shown".formatted(count - MOST));
    }
  }
}
