package dev.lamina.plugins.transformers.tokens.text;

import dev.lamina.plugins.transformers.tokens.json.JsonText.Writing;
import java.util.List;
import java.util.Map;

/** The algorithms of a tokenizer.json with their vocabularies. */
public final class Models {

  private Models() {}

  /** What a byte-pair encoding does with what its vocabulary lacks. */
  public enum Unknown {
    /** Every byte is in the vocabulary as a letter, so nothing is unknown. */
    BYTES_ARE_LETTERS,
    /** It becomes the tokens of its bytes ({@code <0xE2>}). */
    FALLS_BACK_TO_BYTES
  }

  /** What a byte-pair encoding does with a word that is a token. */
  public enum WholeWord {
    /** The same as with any other: it is merged together, if the merges lead there. */
    IS_MERGED,
    /** It is that token. */
    IS_A_TOKEN
  }

  /** A byte-pair encoding that merges all words. */
  public static Writing bytePairs(Map<String, Integer> ids, List<Merge> merges, Unknown unknown) {
    return bytePairs(ids, merges, unknown, WholeWord.IS_MERGED);
  }

  /** A byte-pair encoding. */
  public static Writing bytePairs(
      Map<String, Integer> ids, List<Merge> merges, Unknown unknown, WholeWord word) {
    boolean fallback = unknown == Unknown.FALLS_BACK_TO_BYTES;
    return Parts.part(
        "BPE",
        "fuse_unk",
        fallback,
        "byte_fallback",
        fallback,
        "ignore_merges",
        word == WholeWord.IS_A_TOKEN,
        "vocab",
        ids(ids),
        "merges",
        (Writing)
            json -> {
              json.writeStartArray();
              for (Merge merge : merges) {
                json.writeStartArray();
                json.writeString(merge.left());
                json.writeString(merge.right());
                json.writeEndArray();
              }
              json.writeEndArray();
            });
  }

  /** The longest pieces of a word, from left to right. */
  public static Writing wordPieces(Map<String, Integer> ids, String unknown) {
    return Parts.part(
        "WordPiece",
        "unk_token",
        unknown,
        "continuing_subword_prefix",
        "##",
        "max_input_chars_per_word",
        100,
        "vocab",
        ids(ids));
  }

  /** The pieces with the best sum of scores; ids are the pieces' places. */
  public static Writing unigram(List<Piece> pieces, int unknown) {
    return Parts.part(
        "Unigram",
        "unk_id",
        unknown,
        "byte_fallback",
        false,
        "vocab",
        (Writing)
            json -> {
              json.writeStartArray();
              for (Piece piece : pieces) {
                json.writeStartArray();
                json.writeString(piece.text());
                json.writeNumber((double) piece.score());
                json.writeEndArray();
              }
              json.writeEndArray();
            });
  }

  private static Writing ids(Map<String, Integer> ids) {
    return json -> {
      json.writeStartObject();
      for (Map.Entry<String, Integer> token : ids.entrySet()) {
        json.writeNumberField(token.getKey(), token.getValue());
      }
      json.writeEndObject();
    };
  }
}
