package dev.lamina.api.problem;

import java.util.List;

/** Values in messages: quoted, cut at 80 characters, control characters escaped. */
public final class Quoted {

  private static final int MOST = 80;

  private Quoted() {}

  /** {@code 'value'}. */
  public static String of(Object value) {
    return "'" + bare(value) + "'";
  }

  /** The value without quotes, cut and escaped the same way. */
  public static String bare(Object value) {
    String text = String.valueOf(value);
    StringBuilder out = new StringBuilder();
    int length = text.codePointCount(0, text.length());
    text.codePoints().limit(MOST).forEach(point -> append(out, point));
    return length > MOST ? out + "..." : out.toString();
  }

  /**
   * The first few of some texts, as they are, and how many more there are: {@code a, b and 3 more}.
   *
   * @param most how many are shown
   */
  public static String few(List<String> texts, int most) {
    String shown = String.join(", ", texts.subList(0, Math.min(texts.size(), most)));
    int more = texts.size() - most;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static void append(StringBuilder out, int point) {
    int type = Character.getType(point);
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
          out.append(String.format("\\u%04x", point));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }
}
