package dev.lamina.engine.spec.yaml;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted scalar means: the YAML 1.2 core schema (yaml.org/spec/1.2.2, 10.3.2). {@code
 * yes}, {@code on} and {@code 12:30} are text.
 */
public final class CoreSchema {

  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private CoreSchema() {}

  /** {@code null}, a Boolean, Long, BigInteger, Double or String. */
  public static @Nullable Object resolve(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
      case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
      case ".nan", ".NaN", ".NAN" -> Double.NaN;
      default -> number(text);
    };
  }

  private static Object number(String text) {
    char first = text.charAt(0);
    if (first > '9' || text.length() > 1000) {
      return text;
    }
    if (INTEGER.matcher(text).matches()) {
      return integer(text);
    }
    return FLOAT.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }

  private static Object integer(String text) {
    BigInteger value =
        switch (text.length() > 1 ? text.charAt(1) : ' ') {
          case 'o' -> new BigInteger(text.substring(2), 8);
          case 'x' -> new BigInteger(text.substring(2), 16);
          default -> new BigInteger(text);
        };
    boolean fits = value.compareTo(LEAST) >= 0 && value.compareTo(MOST) <= 0;
    return fits ? (Object) value.longValue() : value;
  }
}
