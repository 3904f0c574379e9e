package dev.lamina.api.problem;

/**
 * A place in what the user gave: a file with line and column (both from 1), a file as a whole (line
 * and column 0), or the command line.
 *
 * @param source the file as the user named it, or {@code command line}
 */
public record Location(String source, int line, int column) {

  /** The command line. */
  public static final Location COMMAND_LINE = new Location("command line", 0, 0);

  /** A file as a whole. */
  public static Location file(String source) {
    return new Location(source, 0, 0);
  }

  /** {@code FILE:LINE:COLUMN}, or {@code FILE} alone. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
