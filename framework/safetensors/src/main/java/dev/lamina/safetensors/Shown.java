package dev.lamina.safetensors;

/** Values from a file in messages: cut at 80 characters, control characters escaped. */
final class Shown {

  private static final int MOST = 80;

  private Shown() {}

  static String quoted(String text) {
    return "'" + bare(text) + "'";
  }

  static String bare(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(MOST).forEach(point -> append(out, point));
    return out.append(text.codePointCount(0, text.length()) > MOST ? "..." : "").toString();
  }

  private static void append(StringBuilder out, int point) {
    int type = Character.getType(point);
    if (type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR) {
      out.append(String.format("\\u%04x", point));
    } else {
      out.appendCodePoint(point);
    }
  }
}
