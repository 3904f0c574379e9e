package dev.lamina.api.prompt;

import dev.lamina.api.problem.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One text for the model, with what is known about it.
 *
 * @param text the text as the model sees it, special tokens not included
 * @param values the row's columns by name; a missing value is absent
 * @param spans where parts of the text stand, by name: {@code subject}, {@code object}, or any
 *     column that a template placed
 * @param origin where the prompt was written, for messages
 */
public record Prompt(
    String text, Map<String, String> values, Map<String, Span> spans, Location origin) {

  public Prompt {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    spans = Collections.unmodifiableMap(new LinkedHashMap<>(spans));
  }
}
