package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.AddedToken;
import dev.lamina.plugins.transformers.tokens.text.Around;
import dev.lamina.plugins.transformers.tokens.text.Around.ByDefault;
import dev.lamina.plugins.transformers.tokens.text.TokenizerText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The special tokens of a tokenizer by role; where the files name none, its class does. */
final class Roles {

  /** The special tokens of RoBERTa and XLM-RoBERTa, as fairseq has them. */
  static final Map<String, String> FAIRSEQ =
      Map.of(
          "bos_token", "<s>",
          "eos_token", "</s>",
          "sep_token", "</s>",
          "cls_token", "<s>",
          "unk_token", "<unk>",
          "pad_token", "<pad>",
          "mask_token", "<mask>");

  private static final List<String> ALL =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  private final Map<String, AddedToken> tokens = new LinkedHashMap<>();

  private Roles() {}

  /**
   * The roles of a tokenizer.
   *
   * @param defaults what its class fills them with
   */
  static Roles of(TokenizerSettings settings, Map<String, AddedToken> defaults)
      throws InvalidTokenizerException {
    Roles roles = new Roles();
    for (String role : ALL) {
      Optional<AddedToken> token = settings.token(role);
      if (token.isEmpty() && !settings.isWithout(role)) {
        token = Optional.ofNullable(defaults.get(role));
      }
      token.ifPresent(found -> roles.tokens.put(role, found));
    }
    return roles;
  }

  /** The spelling of a role's token. */
  Optional<String> get(String role) {
    return Optional.ofNullable(tokens.get(role)).map(AddedToken::content);
  }

  /** Adds the tokens of the roles as the base class of all fast tokenizers does. */
  void addTo(TokenizerText tokenizer, TokenizerSettings settings) throws InvalidTokenizerException {
    tokenizer.add(settings.added());
    tokens.values().forEach(tokenizer::addIfAbsent);
    settings.extra().forEach(tokenizer::addIfAbsent);
  }

  /**
   * BOS and EOS around a text where the settings say so.
   *
   * @param bosByDefault whether BOS is added where they say nothing
   */
  Around around(TokenizerSettings settings, ByDefault bosByDefault)
      throws InvalidTokenizerException {
    boolean bos = settings.flag("add_bos_token").orElse(bosByDefault == ByDefault.ADDED);
    boolean eos = settings.flag("add_eos_token").orElse(false);
    return new Around(
        bos ? get("bos_token").stream().toList() : List.of(),
        eos ? get("eos_token").stream().toList() : List.of());
  }
}
