package dev.lamina.engine.journal;

import java.nio.charset.StandardCharsets;

/**
 * Tells the lines of a journal that a list of runs needs from those that most of it is: numbers of
 * single layers and of groups, params, artifacts.
 */
final class Outline {

  private static final byte[] KIND = bytes("\"event\":\"");
  private static final byte[] METRIC = bytes("metric\"");
  private static final byte[] SUMMARY = bytes("\"layer\":\"\",\"group\":\"\"");
  private static final byte[] PARAM = bytes("param\"");
  private static final byte[] ARTIFACT = bytes("artifact\"");

  private Outline() {}

  /** A {@link JournalTail.Filter}. */
  static boolean wants(byte[] text, int from, int to) {
    int kind = indexOf(KIND, text, from, to);
    if (kind < 0) {
      return true; // not for this to judge
    }
    int name = kind + KIND.length;
    if (isAt(METRIC, text, name, to)) {
      return indexOf(SUMMARY, text, name, to) >= 0;
    }
    return !isAt(PARAM, text, name, to) && !isAt(ARTIFACT, text, name, to);
  }

  private static int indexOf(byte[] part, byte[] text, int from, int to) {
    for (int i = from; i <= to - part.length; i++) {
      if (isAt(part, text, i, to)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] part, byte[] text, int from, int to) {
    if (from + part.length > to) {
      return false;
    }
    for (int i = 0; i < part.length; i++) {
      if (text[from + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
