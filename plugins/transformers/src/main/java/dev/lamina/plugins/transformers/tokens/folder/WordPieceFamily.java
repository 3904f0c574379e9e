package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.tokens.check.Vocabulary;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.AddedToken;
import dev.lamina.plugins.transformers.tokens.text.AddedToken.Trait;
import dev.lamina.plugins.transformers.tokens.text.Around;
import dev.lamina.plugins.transformers.tokens.text.Converted;
import dev.lamina.plugins.transformers.tokens.text.Models;
import dev.lamina.plugins.transformers.tokens.text.Parts;
import dev.lamina.plugins.transformers.tokens.text.Parts.PrefixSpace;
import dev.lamina.plugins.transformers.tokens.text.TokenizerText;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes of WordPiece tokenizers that are published as vocab.txt. */
enum WordPieceFamily {
  /** BERT, DistilBERT, ELECTRA, cased, uncased and multilingual. */
  BERT,
  MPNET;

  private Map<String, AddedToken> defaults() {
    return switch (this) {
      case BERT ->
          AddedToken.specials(
              Map.of(
                  "unk_token", "[UNK]",
                  "sep_token", "[SEP]",
                  "pad_token", "[PAD]",
                  "cls_token", "[CLS]",
                  "mask_token", "[MASK]"));
      case MPNET ->
          Map.of(
              "bos_token", normalized("<s>"),
              "eos_token", normalized("</s>"),
              "sep_token", normalized("</s>"),
              "cls_token", normalized("<s>"),
              "unk_token", normalized("[UNK]"),
              "pad_token", normalized("<pad>"),
              "mask_token",
                  new AddedToken(
                      "<mask>", EnumSet.of(Trait.LSTRIP, Trait.NORMALIZED, Trait.SPECIAL)));
    };
  }

  private static AddedToken normalized(String content) {
    return new AddedToken(content, EnumSet.of(Trait.NORMALIZED, Trait.SPECIAL));
  }

  /**
   * The tokenizer.json of a vocab.txt, a token a line.
   *
   * @throws InvalidTokenizerException if a line is wrong, or nothing says whether case counts
   */
  Converted convert(String file, byte[] text, TokenizerSettings settings)
      throws InvalidTokenizerException {
    Map<String, Integer> ids = read(file, text);
    Roles roles = Roles.of(settings, defaults());
    for (String role : List.of("unk_token", "cls_token", "sep_token")) {
      Optional<String> token = roles.get(role);
      if (token.isEmpty() || !ids.containsKey(token.get())) {
        throw new InvalidTokenizerException(
            Location.file(file),
            "the vocabulary lacks the %s %s"
                .formatted(role.replace('_', ' '), token.map(Quoted::of).orElse("")));
      }
    }
    String unknown = roles.get("unk_token").orElseThrow();
    TokenizerText tokenizer =
        new TokenizerText(Models.wordPieces(ids, unknown), new Vocabulary(ids, ids.size()));
    roles.addTo(tokenizer, settings);
    Optional<Boolean> stripAccents = settings.flag("strip_accents");
    tokenizer.normalizer(
        Parts.part(
            "BertNormalizer",
            "clean_text",
            true,
            "handle_chinese_chars",
            settings.flag("tokenize_chinese_chars").orElse(true),
            "strip_accents",
            stripAccents.isPresent() ? stripAccents.get() : TokenizerText.NONE,
            "lowercase",
            lowercase(file, ids, settings)));
    tokenizer.preTokenizer(Parts.part("BertPreTokenizer"));
    Around around =
        new Around(
            roles.get("cls_token").stream().toList(), roles.get("sep_token").stream().toList());
    tokenizer.postProcessor(
        this == MPNET ? around.roberta(tokenizer, PrefixSpace.NONE) : around.template(tokenizer));
    return new Converted(tokenizer.write(), roles.get("bos_token"));
  }

  /** Without a word about it, transformers lowers all letters, which is wrong for a cased model. */
  private static boolean lowercase(
      String file, Map<String, Integer> ids, TokenizerSettings settings)
      throws InvalidTokenizerException {
    Optional<Boolean> said = settings.flag("do_lower_case");
    if (said.isPresent()) {
      return said.get();
    }
    Optional<String> cased =
        ids.keySet().stream()
            .filter(token -> token.length() > 1 && Character.isUpperCase(token.charAt(0)))
            .filter(token -> token.chars().skip(1).allMatch(Character::isLowerCase))
            .findFirst();
    if (cased.isPresent()) {
      throw new InvalidTokenizerException(
          Location.file(file),
          "the vocabulary has capitals (%s), but nothing says whether case counts; put"
                  .formatted(Quoted.of(cased.get()))
              + " {\"do_lower_case\": false} into tokenizer_config.json if it does");
    }
    return true;
  }

  private static Map<String, Integer> read(String file, byte[] text)
      throws InvalidTokenizerException {
    List<String> lines = TextLines.of(file, text);
    Map<String, Integer> ids = new LinkedHashMap<>();
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isEmpty()) {
      end--;
    }
    for (int id = 0; id < end; id++) {
      String token = lines.get(id);
      if (token.isEmpty()) {
        throw new InvalidTokenizerException(
            new Location(file, id + 1, 1), "this line is empty instead of a token");
      }
      Integer before = ids.put(token, id);
      if (before != null) {
        throw new InvalidTokenizerException(
            new Location(file, id + 1, 1),
            "token " + Quoted.of(token) + " is also in line " + (before + 1));
      }
    }
    if (ids.isEmpty()) {
      throw new InvalidTokenizerException(Location.file(file), "the file is empty");
    }
    return ids;
  }
}
