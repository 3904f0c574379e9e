package dev.lamina.plugins.transformers.tokens.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The merges that a vocabulary of byte pairs with scores implies: every way to put a piece together
 * from two others, the pieces with better scores first, as {@code generate_merges} of transformers
 * orders them.
 */
public final class PieceMerges {

  private record Ranked(Merge merge, float score, int leftId, int rightId) {

    private int length(String token) {
      return token.codePointCount(0, token.length());
    }

    private int leftLength() {
      return length(merge.left());
    }

    private int rightLength() {
      return length(merge.right());
    }
  }

  private static final Comparator<Ranked> BETTER_FIRST =
      Comparator.comparing(Ranked::score)
          .thenComparing(Ranked::leftLength)
          .thenComparing(Ranked::rightLength)
          .reversed();

  private PieceMerges() {}

  /**
   * The merges.
   *
   * @param pieces in the order of their ids
   * @param ids by piece
   */
  public static List<Merge> of(List<Piece> pieces, Map<String, Integer> ids) {
    List<Ranked> merges = new ArrayList<>();
    for (Piece piece : pieces) {
      List<Ranked> ways = new ArrayList<>();
      String text = piece.text();
      for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
        Integer left = at == 0 ? null : ids.get(text.substring(0, at));
        Integer right = left == null ? null : ids.get(text.substring(at));
        if (left != null && right != null) {
          Merge merge = new Merge(text.substring(0, at), text.substring(at));
          ways.add(new Ranked(merge, piece.score(), left, right));
        }
      }
      ways.sort(Comparator.comparingInt(Ranked::leftId).thenComparingInt(Ranked::rightId));
      merges.addAll(ways);
    }
    merges.sort(BETTER_FIRST);
    return merges.stream().map(Ranked::merge).toList();
  }
}
