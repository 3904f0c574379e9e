package dev.lamina.engine.data;

import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt's text with places for columns: {@code {subject} lies in {object}}. Doubled braces are
 * braces.
 *
 * @param name what the label {@code template} says
 */
record Template(String name, String text) {

  private static final Pattern PLACE = Pattern.compile("\\{\\{|\\}\\}|\\{([^{}]*)\\}");

  /** The columns that the text names. */
  Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      if (place.group(1) != null) {
        columns.add(place.group(1));
      }
    }
    return columns;
  }

  /** The prompt with this text, or empty if it lacks a column. */
  Optional<Prompt> render(Prompt prompt) {
    StringBuilder out = new StringBuilder();
    Map<String, Span> spans = new LinkedHashMap<>();
    Matcher place = PLACE.matcher(text);
    int done = 0;
    while (place.find()) {
      out.append(text, done, place.start());
      done = place.end();
      String column = place.group(1);
      if (column == null) {
        out.append(place.group().charAt(0));
        continue;
      }
      String value = prompt.values().get(column);
      if (value == null) {
        return Optional.empty();
      }
      spans.put(column, new Span(out.length(), out.length() + value.length()));
      out.append(value);
    }
    out.append(text, done, text.length());
    Map<String, String> values = new LinkedHashMap<>(prompt.values());
    values.put("template", name);
    return Optional.of(new Prompt(out.toString(), values, spans, prompt.origin()));
  }
}
