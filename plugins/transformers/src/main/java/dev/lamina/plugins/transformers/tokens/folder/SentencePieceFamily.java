package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.api.problem.Location;
import dev.lamina.plugins.transformers.tokens.check.Vocabulary;
import dev.lamina.plugins.transformers.tokens.folder.SentencePieceModel.Algorithm;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.AddedToken;
import dev.lamina.plugins.transformers.tokens.text.Around;
import dev.lamina.plugins.transformers.tokens.text.Around.ByDefault;
import dev.lamina.plugins.transformers.tokens.text.Converted;
import dev.lamina.plugins.transformers.tokens.text.Models;
import dev.lamina.plugins.transformers.tokens.text.Models.Unknown;
import dev.lamina.plugins.transformers.tokens.text.Parts;
import dev.lamina.plugins.transformers.tokens.text.Parts.SplitAtBlanks;
import dev.lamina.plugins.transformers.tokens.text.Piece;
import dev.lamina.plugins.transformers.tokens.text.Piece.Kind;
import dev.lamina.plugins.transformers.tokens.text.PieceMerges;
import dev.lamina.plugins.transformers.tokens.text.TokenizerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The classes of tokenizers that are published as sentencepiece models. */
enum SentencePieceFamily {
  /**
   * Llama 1 and 2, Mistral: byte pairs that fall back to bytes. BOS is in front unless a file says
   * otherwise, as the class is documented and the models were trained.
   */
  LLAMA,
  /** Gemma 1 to 3: the same without a blank in front. */
  GEMMA,
  /** XLM-RoBERTa: a unigram model, whose ids fairseq moved by one. */
  XLM_ROBERTA;

  private static final int BYTES = 256;
  private static final int FAIRSEQ_UNKNOWN = 3;

  private Algorithm algorithm() {
    return this == XLM_ROBERTA ? Algorithm.UNIGRAM : Algorithm.BPE;
  }

  private Map<String, AddedToken> defaults() {
    return AddedToken.specials(
        switch (this) {
          case LLAMA -> Map.of("bos_token", "<s>", "eos_token", "</s>", "unk_token", "<unk>");
          case GEMMA ->
              Map.of(
                  "bos_token", "<bos>",
                  "eos_token", "<eos>",
                  "unk_token", "<unk>",
                  "pad_token", "<pad>",
                  "mask_token", "<mask>");
          case XLM_ROBERTA -> Roles.FAIRSEQ;
        });
  }

  /**
   * The tokenizer.json of a model.
   *
   * @throws InvalidTokenizerException if the model does what the family's tokenizer.json does not
   */
  Converted convert(SentencePieceModel model, TokenizerSettings settings)
      throws InvalidTokenizerException {
    check(model, settings);
    Roles roles = Roles.of(settings, defaults());
    TokenizerText tokenizer =
        this == XLM_ROBERTA ? unigram(model, roles) : bytePairs(model, settings);
    roles.addTo(tokenizer, settings);
    for (Piece piece : model.pieces()) {
      if (piece.kind() == Kind.CONTROL) {
        tokenizer.addIfAbsent(AddedToken.special(piece.text()));
      } else if (piece.kind() == Kind.USER_DEFINED) {
        tokenizer.addIfAbsent(AddedToken.plain(piece.text()));
      }
    }
    tokenizer.postProcessor(around(roles, settings).template(tokenizer));
    return new Converted(tokenizer.write(), roles.get("bos_token"));
  }

  private Around around(Roles roles, TokenizerSettings settings) throws InvalidTokenizerException {
    return this == XLM_ROBERTA
        ? new Around(
            List.of(roles.get("bos_token").orElse("<s>")),
            List.of(roles.get("eos_token").orElse("</s>")))
        : roles.around(settings, ByDefault.ADDED);
  }

  private void check(SentencePieceModel model, TokenizerSettings settings)
      throws InvalidTokenizerException {
    if (model.training().algorithm() != algorithm()) {
      throw unlike(model, "its type is " + model.training().algorithm());
    }
    if (model.training().blankAsSuffix() || !model.normalizer().escapes()) {
      throw unlike(model, "it treats blanks in another way");
    }
    if (model.pieces().stream().anyMatch(piece -> piece.kind() == Kind.UNUSED)) {
      throw unlike(model, "it has unused pieces");
    }
    boolean prefix = settings.flag("add_prefix_space").orElse(this != GEMMA);
    if (model.normalizer().dummyPrefix() != prefix) {
      throw unlike(model, "add_dummy_prefix is " + model.normalizer().dummyPrefix());
    }
    boolean bytes = this != XLM_ROBERTA;
    if (model.training().byteFallback() != bytes) {
      throw unlike(model, "byte_fallback is " + model.training().byteFallback());
    }
    if (model.normalizer().removesExtraBlanks() == bytes) {
      throw unlike(model, "remove_extra_whitespaces is " + model.normalizer().removesExtraBlanks());
    }
    if (bytes && model.normalizer().map().length > 0) {
      throw unlike(model, "it replaces characters");
    }
    long found = model.pieces().stream().filter(piece -> piece.kind() == Kind.BYTE).count();
    if (bytes && found != BYTES) {
      throw unlike(model, "it has " + found + " pieces for bytes instead of " + BYTES);
    }
  }

  private InvalidTokenizerException unlike(SentencePieceModel model, String difference) {
    return new InvalidTokenizerException(
        Location.file(model.file()),
        "the model is not as those of %s are: %s".formatted(label(), difference));
  }

  private String label() {
    return switch (this) {
      case LLAMA -> "Llama";
      case GEMMA -> "Gemma";
      case XLM_ROBERTA -> "XLM-RoBERTa";
    };
  }

  private TokenizerText bytePairs(SentencePieceModel model, TokenizerSettings settings)
      throws InvalidTokenizerException {
    Map<String, Integer> ids = Piece.ids(model.pieces());
    TokenizerText tokenizer =
        new TokenizerText(
            Models.bytePairs(ids, PieceMerges.of(model.pieces(), ids), Unknown.FALLS_BACK_TO_BYTES),
            new Vocabulary(ids, ids.size()));
    return this == GEMMA
        ? tokenizer.normalizer(Parts.gemmaNormalizer()).preTokenizer(Parts.gemmaSplit())
        : tokenizer.preTokenizer(Parts.metaspace(scheme(settings), SplitAtBlanks.NO));
  }

  private static String scheme(TokenizerSettings settings) throws InvalidTokenizerException {
    if (!settings.flag("add_prefix_space").orElse(true)) {
      return "never";
    }
    return settings.flag("legacy").orElse(false) ? "always" : "first";
  }

  /** The first three pieces make way for fairseq's four; the mask comes last. */
  private static TokenizerText unigram(SentencePieceModel model, Roles roles)
      throws InvalidTokenizerException {
    List<Piece> pieces = new ArrayList<>();
    for (String role : List.of("bos_token", "pad_token", "eos_token", "unk_token")) {
      pieces.add(new Piece(roles.get(role).orElse(role), 0, Kind.CONTROL));
    }
    List<Piece> own = model.pieces();
    if (own.size() < FAIRSEQ_UNKNOWN
        || own.subList(0, FAIRSEQ_UNKNOWN).stream()
            .anyMatch(piece -> piece.kind() == Kind.NORMAL)) {
      throw XLM_ROBERTA.unlike(model, "its first three pieces are not <unk>, <s> and </s>");
    }
    pieces.addAll(own.subList(FAIRSEQ_UNKNOWN, own.size()));
    pieces.add(new Piece(roles.get("mask_token").orElse("<mask>"), 0, Kind.CONTROL));
    Map<String, Integer> ids = Piece.ids(pieces);
    TokenizerText tokenizer =
        new TokenizerText(
            Models.unigram(pieces, FAIRSEQ_UNKNOWN), new Vocabulary(ids, pieces.size()));
    if (model.normalizer().map().length > 0) {
      tokenizer.normalizer(Parts.precompiled(model.normalizer().map()));
    }
    return tokenizer.preTokenizer(
        Parts.preTokenizers(
            Parts.part("WhitespaceSplit"), Parts.metaspace("always", SplitAtBlanks.YES)));
  }
}
