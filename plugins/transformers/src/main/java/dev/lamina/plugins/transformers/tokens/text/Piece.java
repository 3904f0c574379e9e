package dev.lamina.plugins.transformers.tokens.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of a sentencepiece model; its place is its id.
 *
 * @param score a logarithm of its probability, or for byte pairs the order of merges
 */
public record Piece(String text, float score, Kind kind) {

  /** What a piece stands for. */
  public enum Kind {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE;

    /** The kind that has a number in sentencepiece and GGUF. */
    public static Optional<Kind> of(long number) {
      return number < Byte.MIN_VALUE || number > Byte.MAX_VALUE
          ? Optional.empty()
          : Optional.ofNullable(
              switch ((int) number) {
                case 1 -> NORMAL;
                case 2 -> UNKNOWN;
                case 3 -> CONTROL;
                case 4 -> USER_DEFINED;
                case 5 -> UNUSED;
                case 6 -> BYTE;
                default -> null;
              });
    }
  }

  /** The pieces' ids. */
  public static Map<String, Integer> ids(List<Piece> pieces) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    pieces.forEach(piece -> ids.put(piece.text(), ids.size()));
    return ids;
  }
}
