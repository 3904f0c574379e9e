package dev.lamina.plugins.datasets.table;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** The lines of a text, ended by LF or CRLF, one at a time. */
public final class Lines {

  private static final int LONGEST = 1 << 24;

  private final Reader text;
  private final FileProblems problems;
  private final char[] buffer = new char[1 << 13];
  private final StringBuilder line = new StringBuilder();
  private int filled;
  private int next;
  private int number;

  public Lines(Reader text, FileProblems problems) {
    this.text = text;
    this.problems = problems;
  }

  /** The number of the line that was read last, from 1. */
  public int number() {
    return number;
  }

  /** The next line that is not blank, or empty at the end and after a line that is too long. */
  public Optional<String> nextNotBlank() throws IOException {
    Optional<String> found = next();
    while (found.isPresent() && found.get().isBlank()) {
      found = next();
    }
    return found;
  }

  private Optional<String> next() throws IOException {
    line.setLength(0);
    while (true) {
      if (next == filled && !fill()) {
        return line.length() == 0 ? Optional.empty() : Optional.of(ended());
      }
      int end = next;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.append(buffer, next, end - next);
      boolean complete = end < filled;
      next = complete ? end + 1 : end;
      if (complete) {
        return Optional.of(ended());
      }
      if (line.length() > LONGEST) {
        problems.error(number + 1, 1, "this line is longer than %,d characters".formatted(LONGEST));
        return Optional.empty();
      }
    }
  }

  private boolean fill() throws IOException {
    filled = Math.max(0, text.read(buffer));
    next = 0;
    return filled > 0;
  }

  private String ended() {
    number++;
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return line.toString();
  }
}
