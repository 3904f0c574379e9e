package dev.lamina.plugins.datasets.fact;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Span;
import dev.lamina.plugins.datasets.table.Occurrence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text with places for columns: {@code {subject} is located in {object}}. Doubled braces are
 * braces.
 *
 * @param written as its author wrote it
 */
public record Template(String written, List<Part> parts) {

  /** A piece of text, or the place of a column. */
  public sealed interface Part {}

  /** Text that stays. */
  public record Literal(String text) implements Part {}

  /** Where a column goes. */
  public record Place(String column) implements Part {}

  /** A text, and where each column stands in it first. */
  public record Rendered(String text, Map<String, Span> spans) {}

  public Template {
    parts = List.copyOf(parts);
  }

  /** Reads a template. */
  public static Template parse(String text, Location location) throws InvalidValueException {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean isBrace = c == '{' || c == '}';
      if (!isBrace || text.startsWith(String.valueOf(c).repeat(2), at)) {
        literal.append(c);
        at += isBrace ? 2 : 1;
        continue;
      }
      int end = text.indexOf('}', at);
      if (c == '}' || end < 0 || text.substring(at + 1, end).isBlank()) {
        throw new InvalidValueException(
            location,
            "must name its columns in braces, as in '{subject} is in {object}' (write {{ and }} for"
                + " braces), but is "
                + Quoted.of(text));
      }
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
      parts.add(new Place(text.substring(at + 1, end).strip()));
      at = end + 1;
    }
    parts.add(new Literal(literal.toString()));
    return new Template(text, parts);
  }

  /** The template that a finished text follows: its subject and object become places. */
  public static Template around(String text, String subject, String object) {
    Optional<Located> objectPlace = located("object", object, text);
    Optional<Located> subjectPlace =
        located("subject", subject, text)
            .filter(place -> objectPlace.filter(place::overlaps).isEmpty());
    List<Located> places =
        Stream.concat(subjectPlace.stream(), objectPlace.stream())
            .sorted(Comparator.comparingInt(place -> place.span().start()))
            .toList();
    List<Part> parts = new ArrayList<>();
    int done = 0;
    for (Located place : places) {
      parts.add(new Literal(text.substring(done, place.span().start())));
      parts.add(new Place(place.column()));
      done = place.span().end();
    }
    parts.add(new Literal(text.substring(done)));
    return new Template(text, parts);
  }

  private record Located(String column, Span span) {
    boolean overlaps(Located other) {
      return span.overlaps(other.span);
    }
  }

  private static Optional<Located> located(String column, String value, String text) {
    return Occurrence.only(value, text).map(span -> new Located(column, span));
  }

  /** The columns that have a place. */
  public Set<String> columns() {
    return parts.stream()
        .filter(Place.class::isInstance)
        .map(part -> ((Place) part).column())
        .collect(Collectors.toSet());
  }

  /** The text for a row; a column that the row lacks leaves its place empty. */
  public Rendered render(Map<String, String> row) {
    StringBuilder text = new StringBuilder();
    Map<String, Span> spans = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part instanceof Place place) {
        String value = row.getOrDefault(place.column(), "");
        spans.putIfAbsent(place.column(), new Span(text.length(), text.length() + value.length()));
        text.append(value);
      } else if (part instanceof Literal literal) {
        text.append(literal.text());
      }
    }
    return new Rendered(text.toString(), spans);
  }
}
