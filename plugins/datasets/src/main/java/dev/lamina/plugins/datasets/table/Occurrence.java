package dev.lamina.plugins.datasets.table;

import dev.lamina.api.prompt.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a part of a text that stands in it verbatim. */
public final class Occurrence {

  private Occurrence() {}

  /**
   * Where the part stands, if that is one place: the only one where it is a word of its own, else
   * the only one.
   */
  public static Optional<Span> only(String part, String text) {
    if (part.isEmpty()) {
      return Optional.empty();
    }
    List<Span> all = new ArrayList<>();
    List<Span> words = new ArrayList<>();
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      Span span = new Span(at, at + part.length());
      all.add(span);
      if (isWord(text, span)) {
        words.add(span);
      }
    }
    List<Span> found = words.isEmpty() ? all : words;
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static boolean isWord(String text, Span span) {
    boolean begins =
        span.start() == 0 || !Character.isLetterOrDigit(text.codePointBefore(span.start()));
    boolean ends =
        span.end() == text.length() || !Character.isLetterOrDigit(text.codePointAt(span.end()));
    return begins && ends;
  }
}
