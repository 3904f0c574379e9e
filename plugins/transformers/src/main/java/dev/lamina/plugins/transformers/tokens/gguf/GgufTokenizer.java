package dev.lamina.plugins.transformers.tokens.gguf;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.ModelTokenizer;
import dev.lamina.plugins.transformers.tokens.check.Merges;
import dev.lamina.plugins.transformers.tokens.check.Vocabulary;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.AddedToken;
import dev.lamina.plugins.transformers.tokens.text.Around;
import dev.lamina.plugins.transformers.tokens.text.Around.ByDefault;
import dev.lamina.plugins.transformers.tokens.text.Converted;
import dev.lamina.plugins.transformers.tokens.text.Merge;
import dev.lamina.plugins.transformers.tokens.text.Models;
import dev.lamina.plugins.transformers.tokens.text.Models.Unknown;
import dev.lamina.plugins.transformers.tokens.text.Parts;
import dev.lamina.plugins.transformers.tokens.text.Parts.SplitAtBlanks;
import dev.lamina.plugins.transformers.tokens.text.Piece;
import dev.lamina.plugins.transformers.tokens.text.Piece.Kind;
import dev.lamina.plugins.transformers.tokens.text.PieceMerges;
import dev.lamina.plugins.transformers.tokens.text.TokenizerText;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import dev.lamina.plugins.transformers.weights.gguf.GgufMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the tokenizer.json of a GGUF file from its metadata, as {@code integrations/gguf} of
 * transformers 5 does for Llama's and Gemma's vocabularies. For byte-level vocabularies this goes
 * further: text is split as {@code tokenizer.ggml.pre} says, also where transformers splits as for
 * GPT-2, and user-defined tokens are found in the text, as llama.cpp does.
 */
public final class GgufTokenizer {

  private static final int BYTES = 256;
  private static final Set<String> GEMMA = Set.of("gemma", "gemma2", "gemma3");

  private final GgufVocabulary vocabulary;
  private final String architecture;
  private final List<Piece> pieces;

  private GgufTokenizer(GgufVocabulary vocabulary, String architecture, List<Piece> pieces) {
    this.vocabulary = vocabulary;
    this.architecture = architecture;
    this.pieces = pieces;
  }

  /**
   * Reads the tokenizer of a GGUF file.
   *
   * @throws InvalidTokenizerException if there is none, or none that is known exactly
   */
  public static ModelTokenizer read(GgufFile file) throws InvalidTokenizerException {
    String name = file.path().toString();
    return ModelTokenizer.of(name, convert(name, file.metadata()));
  }

  /**
   * Converts the tokenizer.
   *
   * @param file in messages
   * @throws InvalidTokenizerException if there is none, or none of a kind that is known exactly
   */
  static Converted convert(String file, GgufMetadata metadata) throws InvalidTokenizerException {
    GgufVocabulary vocabulary = new GgufVocabulary(file, metadata);
    String kind =
        vocabulary
            .text("model")
            .orElseThrow(
                () -> vocabulary.invalid("the file has no tokenizer: no tokenizer.ggml.model"));
    if (!kind.equals("gpt2") && !kind.equals("llama")) {
      throw vocabulary.invalid(
          "tokenizer.ggml.model is " + Quoted.of(kind) + ", not supported; supported: gpt2, llama");
    }
    GgufTokenizer tokenizer =
        new GgufTokenizer(vocabulary, vocabulary.architecture(), vocabulary.pieces());
    return kind.equals("gpt2") ? tokenizer.byteLevel() : tokenizer.sentencePieces();
  }

  private Converted byteLevel() throws InvalidTokenizerException {
    String name = vocabulary.text("pre").orElse("");
    GgufSplit split =
        GgufSplit.of(name)
            .orElseThrow(
                () ->
                    vocabulary.invalid(
                        "tokenizer.ggml.pre is %s, not supported; supported: %s"
                            .formatted(Quoted.of(name), GgufSplit.KNOWN)));
    if (vocabulary.flag("add_space_prefix").orElse(false)) {
      throw vocabulary.invalid("tokenizer.ggml.add_space_prefix is true, not supported");
    }
    Map<String, Integer> ids = Piece.ids(pieces);
    List<Merge> merges =
        vocabulary
            .merges()
            .orElseThrow(() -> vocabulary.invalid("tokenizer.ggml.merges is missing"));
    Merges check = new Merges(ids.keySet(), "");
    for (Merge merge : merges) {
      Optional<String> problem = check.problem(merge.left(), merge.right());
      if (problem.isPresent()) {
        throw vocabulary.invalid(problem.get());
      }
    }
    TokenizerText tokenizer =
        new TokenizerText(
            Models.bytePairs(ids, merges, Unknown.BYTES_ARE_LETTERS, split.word()),
            new Vocabulary(ids, ids.size()));
    tokenizer.normalizer(split.normalizer()).preTokenizer(split.preTokenizer());
    return finish(tokenizer, split.bos());
  }

  private Converted sentencePieces() throws InvalidTokenizerException {
    long bytes = pieces.stream().filter(piece -> piece.kind() == Kind.BYTE).count();
    if (bytes != BYTES) {
      throw vocabulary.invalid("the vocabulary has " + bytes + " tokens for bytes, not " + BYTES);
    }
    boolean gemma = GEMMA.contains(architecture);
    List<Piece> spelled = gemma ? gemmaPieces() : pieces;
    Map<String, Integer> ids = Piece.ids(spelled);
    Optional<List<Merge>> merges = vocabulary.merges();
    TokenizerText tokenizer =
        new TokenizerText(
            Models.bytePairs(
                ids,
                merges.isPresent() ? merges.get() : PieceMerges.of(spelled, ids),
                Unknown.FALLS_BACK_TO_BYTES),
            new Vocabulary(ids, ids.size()));
    if (gemma) {
      tokenizer.normalizer(Parts.gemmaNormalizer()).preTokenizer(Parts.gemmaSplit());
    } else if (architecture.equals("phi3")) {
      tokenizer.normalizer(
          Parts.normalizers(
              Parts.part("Prepend", "prepend", "\u2581"), Parts.replace(" ", "\u2581")));
    } else {
      boolean prefix = vocabulary.flag("add_space_prefix").orElse(true);
      tokenizer.preTokenizer(Parts.metaspace(prefix ? "first" : "never", SplitAtBlanks.NO));
    }
    return finish(tokenizer, ByDefault.ADDED);
  }

  /**
   * Gemma's runs of blanks are stored as blanks but looked up as U+2581; its scores do not follow
   * the order of its merges, which is that of the tokens.
   */
  private List<Piece> gemmaPieces() {
    List<Piece> spelled = new ArrayList<>();
    for (Piece piece : pieces) {
      String text = piece.text().isBlank() ? piece.text().replace(' ', '\u2581') : piece.text();
      spelled.add(new Piece(text, -spelled.size(), piece.kind()));
    }
    return spelled;
  }

  /** Special tokens; whether llama.cpp puts BOS in front where the file does not say it. */
  private Converted finish(TokenizerText tokenizer, ByDefault bosByDefault)
      throws InvalidTokenizerException {
    Map<String, String> roles = new LinkedHashMap<>();
    for (String role : List.of("bos", "eos", "unknown", "padding")) {
      Optional<String> token = vocabulary.token(role + "_token_id", pieces);
      token.ifPresent(found -> roles.put(role, found));
    }
    roles.values().forEach(token -> tokenizer.addIfAbsent(AddedToken.special(token)));
    for (Piece piece : pieces) {
      if (piece.kind() == Kind.CONTROL) {
        tokenizer.addIfAbsent(AddedToken.special(piece.text()));
      } else if (piece.kind() == Kind.USER_DEFINED) {
        tokenizer.addIfAbsent(AddedToken.plain(piece.text()));
      }
    }
    Optional<String> bos = Optional.ofNullable(roles.get("bos"));
    Optional<String> eos = Optional.ofNullable(roles.get("eos"));
    boolean addsBos = vocabulary.flag("add_bos_token").orElse(bosByDefault == ByDefault.ADDED);
    boolean addsEos = vocabulary.flag("add_eos_token").orElse(false);
    Around around =
        new Around(
            bos.filter(token -> addsBos).stream().toList(),
            eos.filter(token -> addsEos).stream().toList());
    tokenizer.postProcessor(around.template(tokenizer));
    return new Converted(tokenizer.write(), bos);
  }
}
