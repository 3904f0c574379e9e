package dev.lamina.plugins.mlflow.limits;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spells the keys of metrics, params and tags as MLflow takes them: letters, digits and {@code /_.-
 * :} and spaces, at most 250 characters, a path without empty parts, {@code .} and {@code ..}.
 */
public final class Keys {

  private static final int LONGEST = 250;

  private Keys() {}

  /** The spelling of one key: characters that MLflow refuses become {@code -}. */
  static String spelled(String key) {
    StringBuilder spelled = new StringBuilder();
    key.codePoints().forEach(c -> spelled.appendCodePoint(isAllowed(c) ? c : '-'));
    String[] parts = spelled.toString().split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean climbs = i == 0 && parts[i].startsWith("..");
      if (parts[i].isEmpty() || parts[i].equals(".") || parts[i].equals("..") || climbs) {
        parts[i] = "-" + parts[i].replace(".", "");
      }
    }
    String cut = Texts.first(LONGEST, String.join("/", parts));
    return cut.endsWith("/") ? cut.substring(0, cut.length() - 1) + "-" : cut;
  }

  private static boolean isAllowed(int c) {
    return Character.isLetterOrDigit(c) || "/_.- :".indexOf(c) >= 0;
  }

  /**
   * The spelling of every key, in the keys' order. Keys that would be spelled alike get {@code -2},
   * {@code -3}, ...; which one depends on the set of keys alone, not on their order.
   */
  public static Map<String, String> spelled(Collection<String> keys) {
    Map<String, String> spellings = new LinkedHashMap<>();
    keys.forEach(key -> spellings.put(key, ""));
    Set<String> taken = new HashSet<>();
    List<String> unchangedFirst =
        spellings.keySet().stream()
            .sorted(
                Comparator.comparing((String key) -> !spelled(key).equals(key))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    for (String key : unchangedFirst) {
      String spelling = spelled(key);
      for (int number = 2; !taken.add(spelling); number++) {
        String suffix = "-" + number;
        spelling = Texts.first(LONGEST - suffix.length(), spelled(key)) + suffix;
      }
      spellings.put(key, spelling);
    }
    return spellings;
  }
}
