package dev.lamina.api.prompt;

/**
 * A range of characters of a text, in UTF-16 units.
 *
 * @param start the first character
 * @param end one past the last, at least {@code start}
 */
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a span: " + start + ".." + end);
    }
  }

  /** Whether the two ranges share a character. */
  public boolean overlaps(Span other) {
    return start < other.end && other.start < end;
  }
}
