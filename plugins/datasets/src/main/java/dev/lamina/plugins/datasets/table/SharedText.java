package dev.lamina.plugins.datasets.table;

import java.util.HashMap;
import java.util.Map;

/** Keeps one copy of the short texts that a table repeats, such as the values of its labels. */
final class SharedText {

  private static final int LONGEST = 64;
  private static final int MOST = 10_000;

  private final Map<String, String> texts = new HashMap<>();

  String of(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    String known = texts.get(text);
    if (known != null) {
      return known;
    }
    if (texts.size() < MOST) {
      texts.put(text, text);
    }
    return text;
  }
}
