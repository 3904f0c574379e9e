package dev.lamina.plugins.mlflow.limits;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Lengths as MLflow counts them, in code points, and fingerprints. */
public final class Texts {

  private Texts() {}

  /** The text's first code points. */
  public static String first(int most, String text) {
    return isLonger(most, text) ? text.substring(0, text.offsetByCodePoints(0, most)) : text;
  }

  /** Whether the text has more code points. */
  public static boolean isLonger(int most, String text) {
    return text.codePointCount(0, text.length()) > most;
  }

  /** The text, or as much of it as fits together with an ending that says so. */
  public static String cut(int most, String text, String ending) {
    return isLonger(most, text) ? first(most - ending.length(), text) + ending : text;
  }

  /** A digest to feed. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text's SHA-256, in hexadecimal. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
