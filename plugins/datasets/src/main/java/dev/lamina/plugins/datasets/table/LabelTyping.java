package dev.lamina.plugins.datasets.table;

import dev.lamina.api.prompt.LabelKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds out what the values of a column are: booleans if every one is true, 1, yes, false, 0 or no
 * in any case, else numbers if every one is a finite decimal number, else categories. Blank values
 * and {@code nan} are missing and say nothing.
 */
public final class LabelTyping {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private boolean booleans = true;
  private boolean numbers = true;
  private boolean empty = true;

  /** Whether a value counts as missing. */
  public static boolean isMissing(String value) {
    return value.isBlank() || value.equals("nan") || value.equals("NaN");
  }

  /** The truth that a value stands for, if it stands for one. */
  public static Optional<Boolean> truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> Optional.of(true);
      case "false", "0", "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Takes another value of the column into account. */
  public void see(String value) {
    if (isMissing(value)) {
      return;
    }
    empty = false;
    booleans = booleans && truth(value).isPresent();
    numbers = numbers && isNumber(value);
  }

  /** What the values seen so far are. */
  public LabelKind kind() {
    if (empty) {
      return LabelKind.CATEGORY;
    }
    if (booleans) {
      return LabelKind.BOOLEAN;
    }
    return numbers ? LabelKind.NUMBER : LabelKind.CATEGORY;
  }

  /** A value as a label of this kind has it: booleans as {@code true} and {@code false}. */
  public String normal(String value) {
    if (kind() != LabelKind.BOOLEAN) {
      return value;
    }
    return truth(value).map(truth -> truth ? "true" : "false").orElse(value);
  }

  private static boolean isNumber(String value) {
    return NUMBER.matcher(value).matches() && Double.isFinite(Double.parseDouble(value));
  }
}
