package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.protobuf.DamagedMessageException;
import dev.lamina.plugins.transformers.protobuf.ProtobufReader;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.Piece;
import dev.lamina.plugins.transformers.tokens.text.Piece.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sentencepiece model: the fields of {@code ModelProto} that splitting depends on.
 *
 * @param file in messages
 * @param pieces the vocabulary; a piece's place is its id
 * @param training how it was trained
 * @param normalizer what is done to a text first
 * @see <a
 *     href="https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto">the
 *     fields' numbers</a>
 */
record SentencePieceModel(
    String file, List<Piece> pieces, Training training, Normalizer normalizer) {

  private static final int MODEL_PIECE = 1;
  private static final int MODEL_TRAINER = 2;
  private static final int MODEL_NORMALIZER = 3;
  private static final int PIECE_TEXT = 1;
  private static final int PIECE_SCORE = 2;
  private static final int PIECE_KIND = 3;
  private static final int TRAINER_ALGORITHM = 3;
  private static final int TRAINER_BLANK_AS_SUFFIX = 24;
  private static final int TRAINER_BYTE_FALLBACK = 35;
  private static final int NORMALIZER_MAP = 2;
  private static final int NORMALIZER_DUMMY_PREFIX = 3;
  private static final int NORMALIZER_EXTRA_BLANKS = 4;
  private static final int NORMALIZER_ESCAPES = 5;
  private static final int MOST_PIECES = 1 << 24;

  /** The algorithms. */
  enum Algorithm {
    UNIGRAM,
    BPE,
    WORD,
    CHAR;

    static Optional<Algorithm> of(long number) {
      return number < 0 || number > Byte.MAX_VALUE
          ? Optional.empty()
          : Optional.ofNullable(
              switch ((int) number) {
                case 1 -> UNIGRAM;
                case 2 -> BPE;
                case 3 -> WORD;
                case 4 -> CHAR;
                default -> null;
              });
    }
  }

  /**
   * How the model was trained. Absent fields have the defaults of the message.
   *
   * @param blankAsSuffix whether a blank belongs to the word before it
   * @param byteFallback whether a text that the vocabulary lacks becomes bytes
   */
  record Training(Algorithm algorithm, boolean blankAsSuffix, boolean byteFallback) {}

  /**
   * What is done to a text first. Absent fields have the defaults of the message.
   *
   * @param map sentencepiece's precompiled map of characters; empty if they stay as they are
   * @param dummyPrefix whether a blank is put in front
   * @param removesExtraBlanks whether blanks at the ends and doubled ones go
   * @param escapes whether blanks become U+2581
   */
  record Normalizer(byte[] map, boolean dummyPrefix, boolean removesExtraBlanks, boolean escapes) {}

  SentencePieceModel {
    pieces = List.copyOf(pieces);
  }

  /**
   * Reads a model.
   *
   * @throws InvalidTokenizerException if it is damaged
   */
  static SentencePieceModel read(String file, byte[] bytes) throws InvalidTokenizerException {
    try {
      return read(file, ProtobufReader.of("a sentencepiece model", ByteBuffer.wrap(bytes)));
    } catch (DamagedMessageException e) {
      throw new InvalidTokenizerException(Location.file(file), e.reason());
    }
  }

  private static SentencePieceModel read(String file, ProtobufReader model)
      throws DamagedMessageException, InvalidTokenizerException {
    List<Piece> pieces = new ArrayList<>();
    Training training = new Training(Algorithm.UNIGRAM, false, false);
    Normalizer normalizer = new Normalizer(new byte[0], true, true, true);
    for (int field = model.nextField(); field != 0; field = model.nextField()) {
      switch (field) {
        case MODEL_PIECE -> pieces.add(piece(file, pieces.size(), model.message()));
        case MODEL_TRAINER -> training = training(file, model.message());
        case MODEL_NORMALIZER -> normalizer = normalizer(model.message());
        default -> model.skip();
      }
    }
    check(file, pieces);
    return new SentencePieceModel(file, pieces, training, normalizer);
  }

  private static void check(String file, List<Piece> pieces) throws InvalidTokenizerException {
    if (pieces.isEmpty()) {
      throw invalid(file, "the file holds no pieces, or is not a sentencepiece model");
    }
    Set<String> seen = new HashSet<>();
    for (Piece piece : pieces) {
      if (!seen.add(piece.text())) {
        throw invalid(file, "piece " + Quoted.of(piece.text()) + " is in the model twice");
      }
    }
  }

  private static Piece piece(String file, int id, ProtobufReader message)
      throws DamagedMessageException, InvalidTokenizerException {
    String text = "";
    float score = 0;
    long kind = 1;
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case PIECE_TEXT -> text = message.text();
        case PIECE_SCORE -> score = message.real();
        case PIECE_KIND -> kind = message.number();
        default -> message.skip();
      }
    }
    Optional<Kind> known = Kind.of(kind);
    boolean valid = !text.isEmpty() && Float.isFinite(score) && id < MOST_PIECES;
    if (!valid || known.isEmpty()) {
      throw invalid(file, "piece " + id + " is damaged: it has no text, score or type");
    }
    return new Piece(text, score, known.get());
  }

  private static Training training(String file, ProtobufReader message)
      throws DamagedMessageException, InvalidTokenizerException {
    long algorithm = 1;
    boolean blankAsSuffix = false;
    boolean byteFallback = false;
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case TRAINER_ALGORITHM -> algorithm = message.number();
        case TRAINER_BLANK_AS_SUFFIX -> blankAsSuffix = message.number() != 0;
        case TRAINER_BYTE_FALLBACK -> byteFallback = message.number() != 0;
        default -> message.skip();
      }
    }
    Optional<Algorithm> known = Algorithm.of(algorithm);
    if (known.isEmpty()) {
      throw invalid(file, "the model's type is " + algorithm + ", which is not known");
    }
    return new Training(known.get(), blankAsSuffix, byteFallback);
  }

  private static Normalizer normalizer(ProtobufReader message) throws DamagedMessageException {
    byte[] map = new byte[0];
    boolean dummyPrefix = true;
    boolean removesExtraBlanks = true;
    boolean escapes = true;
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case NORMALIZER_MAP -> map = message.content();
        case NORMALIZER_DUMMY_PREFIX -> dummyPrefix = message.number() != 0;
        case NORMALIZER_EXTRA_BLANKS -> removesExtraBlanks = message.number() != 0;
        case NORMALIZER_ESCAPES -> escapes = message.number() != 0;
        default -> message.skip();
      }
    }
    return new Normalizer(map, dummyPrefix, removesExtraBlanks, escapes);
  }

  private static InvalidTokenizerException invalid(String file, String reason) {
    return new InvalidTokenizerException(Location.file(file), reason);
  }
}
