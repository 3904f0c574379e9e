package dev.lamina.api.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a misspelled one was probably meant to be. */
public final class NearNames {

  /** Longer words are nobody's misspelling. */
  private static final int LONGEST = 200;

  private NearNames() {}

  /**
   * The nearest of the names by optimal string alignment distance (Damerau-Levenshtein without
   * repeated edits), if it is at most a third of the longer word away.
   */
  public static Optional<String> of(String wrong, Collection<String> names) {
    return names.stream()
        .filter(name -> Math.max(wrong.length(), name.length()) <= LONGEST)
        .filter(name -> distance(wrong, name) <= Math.max(wrong.length(), name.length()) / 3)
        .min(
            Comparator.<String>comparingInt(name -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code ; did you mean 'NAME'?}, or nothing if no name is near. */
  public static String hint(String wrong, Collection<String> names) {
    return of(wrong, names).map(name -> "; did you mean " + Quoted.of(name) + "?").orElse("");
  }

  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : edit(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int edit(int[][] edits, String a, String b, int i, int j) {
    int substitute = edits[i - 1][j - 1] + (lower(a, i) == lower(b, j) ? 0 : 1);
    int best = Math.min(substitute, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && lower(a, i) == lower(b, j - 1) && lower(a, i - 1) == lower(b, j);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }

  private static char lower(String text, int place) {
    return Character.toLowerCase(text.charAt(place - 1));
  }
}
