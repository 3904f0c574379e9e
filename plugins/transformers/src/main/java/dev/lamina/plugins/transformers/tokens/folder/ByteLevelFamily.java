package dev.lamina.plugins.transformers.tokens.folder;

import dev.lamina.plugins.transformers.tokens.check.Vocabulary;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.tokens.text.AddedToken;
import dev.lamina.plugins.transformers.tokens.text.Around;
import dev.lamina.plugins.transformers.tokens.text.Around.ByDefault;
import dev.lamina.plugins.transformers.tokens.text.Converted;
import dev.lamina.plugins.transformers.tokens.text.Models;
import dev.lamina.plugins.transformers.tokens.text.Models.Unknown;
import dev.lamina.plugins.transformers.tokens.text.Parts;
import dev.lamina.plugins.transformers.tokens.text.Parts.PrefixSpace;
import dev.lamina.plugins.transformers.tokens.text.TokenizerText;
import java.util.List;
import java.util.Map;

/**
 * The classes of byte-level byte-pair encodings that are published as vocab.json and merges.txt.
 */
enum ByteLevelFamily {
  /** GPT-2, GPT-J, Phi, OPT. */
  GPT2,
  /** Pythia, OLMo. */
  GPT_NEOX,
  /** Qwen 2 and 3. */
  QWEN2,
  ROBERTA;

  private Map<String, AddedToken> defaults() {
    String end = "<|endoftext|>";
    return switch (this) {
      case GPT2 ->
          AddedToken.specials(Map.of("unk_token", end, "bos_token", end, "eos_token", end));
      case GPT_NEOX ->
          AddedToken.specials(
              Map.of(
                  "unk_token",
                  end,
                  "bos_token",
                  end,
                  "eos_token",
                  end,
                  "pad_token",
                  "<|padding|>"));
      case QWEN2 ->
          AddedToken.specials(Map.of("unk_token", end, "eos_token", end, "pad_token", end));
      case ROBERTA -> AddedToken.specials(Roles.FAIRSEQ);
    };
  }

  /** The tokenizer.json of the files, with BOS as the class of the family has it. */
  Converted convert(BytePairFiles files, TokenizerSettings settings)
      throws InvalidTokenizerException {
    Roles roles = Roles.of(settings, defaults());
    PrefixSpace space =
        settings.flag("add_prefix_space").orElse(false) ? PrefixSpace.ADDED : PrefixSpace.NONE;
    TokenizerText tokenizer =
        new TokenizerText(
            Models.bytePairs(files.ids(), files.merges(), Unknown.BYTES_ARE_LETTERS),
            new Vocabulary(files.ids(), files.ids().size()));
    roles.addTo(tokenizer, settings);
    if (this == GPT_NEOX || this == QWEN2) {
      tokenizer.normalizer(Parts.part("NFC"));
    }
    tokenizer.preTokenizer(
        this == QWEN2 ? Parts.splitThenBytes(Parts.QWEN2_SPLIT) : Parts.byteLevel(space));
    if (this == ROBERTA) {
      tokenizer.postProcessor(
          new Around(
                  List.of(roles.get("cls_token").orElse("<s>")),
                  List.of(roles.get("sep_token").orElse("</s>")))
              .roberta(tokenizer, space));
    } else {
      tokenizer.postProcessor(roles.around(settings, ByDefault.LEFT_OUT).template(tokenizer));
    }
    return new Converted(tokenizer.write(), roles.get("bos_token"));
  }
}
