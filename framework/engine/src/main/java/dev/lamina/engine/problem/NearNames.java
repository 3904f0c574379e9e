package dev.lamina.engine.problem;

import dev.lamina.api.problem.Quoted;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant. */
public final class NearNames {

  private NearNames() {}

  /** {@code "; did you mean 'linear-probe'?"}, or nothing if no name is near. */
  public static String didYouMean(String name, Collection<String> known) {
    return nearest(name, known).map(near -> "; did you mean " + Quoted.of(near) + "?").orElse("");
  }

  /**
   * The known name that is closest: at most a third of its letters wrong, missing or swapped, case
   * and the kind of hyphen not counted; else the only one that begins or ends with the name.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String folded = fold(name);
    int allowed = Math.min(Math.max(1, folded.length() / 3), Math.max(0, folded.length() - 1));
    Optional<String> best = Optional.empty();
    int least = allowed + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - folded.length()) < least) {
        int distance = distance(folded, fold(candidate));
        if (distance < least) {
          least = distance;
          best = Optional.of(candidate);
        }
      }
    }
    return best.isPresent() ? best : onlyPartOf(folded, known);
  }

  private static Optional<String> onlyPartOf(String folded, Collection<String> known) {
    if (folded.length() < 3) {
      return Optional.empty();
    }
    var containing =
        known.stream()
            .filter(other -> fold(other).startsWith(folded) || fold(other).endsWith(folded))
            .toList();
    return containing.size() == 1 ? Optional.of(containing.get(0)) : Optional.empty();
  }

  private static String fold(String name) {
    String bounded = name.length() > 200 ? name.substring(0, 200) : name;
    return bounded.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Damerau-Levenshtein distance, a pair of neighbours swapped at most once. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int substitution = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substitution, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
