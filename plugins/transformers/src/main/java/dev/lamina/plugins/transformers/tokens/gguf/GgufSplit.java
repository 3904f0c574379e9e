package dev.lamina.plugins.transformers.tokens.gguf;

import dev.lamina.plugins.transformers.tokens.json.JsonText.Writing;
import dev.lamina.plugins.transformers.tokens.text.Around.ByDefault;
import dev.lamina.plugins.transformers.tokens.text.Models.WholeWord;
import dev.lamina.plugins.transformers.tokens.text.Parts;
import dev.lamina.plugins.transformers.tokens.text.Parts.PrefixSpace;
import dev.lamina.plugins.transformers.tokens.text.TokenizerText;
import java.util.Optional;

/**
 * How a byte-level vocabulary of a GGUF file splits a text before merging: llama.cpp's names
 * ({@code tokenizer.ggml.pre}) and what the tokenizer.json files have that they stand for.
 *
 * @param normalizer what is done to a text first
 * @param preTokenizer how it is split
 * @param word what is done with a word that is a token
 * @param bos whether BOS is in front where the file does not say it
 */
record GgufSplit(Writing normalizer, Writing preTokenizer, WholeWord word, ByDefault bos) {

  private static final String LLAMA_3 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final String TEKKEN =
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** The names that are known. */
  static final String KNOWN =
      "deepseek-r1-qwen, gpt-2, llama-bpe, llama-v3, llama3, olmo, phi-2, qwen2, smollm, starcoder,"
          + " tekken";

  /** The split that a name stands for. */
  static Optional<GgufSplit> of(String name) {
    Writing nothing = TokenizerText.NONE;
    Writing nfc = Parts.part("NFC");
    Writing gpt2 = Parts.byteLevel(PrefixSpace.NONE);
    Writing digits = Parts.part("Digits", "individual_digits", true);
    return Optional.ofNullable(
        switch (name) {
          case "gpt-2", "phi-2" -> merging(nothing, gpt2);
          case "olmo" -> merging(nfc, gpt2);
          case "smollm", "starcoder" -> merging(nothing, Parts.preTokenizers(digits, gpt2));
          case "qwen2", "deepseek-r1-qwen" -> merging(nfc, Parts.splitThenBytes(Parts.QWEN2_SPLIT));
          case "llama-bpe", "llama3", "llama-v3" -> lookingUp(Parts.splitThenBytes(LLAMA_3));
          case "tekken" -> lookingUp(Parts.splitThenBytes(TEKKEN));
          default -> null;
        });
  }

  private static GgufSplit merging(Writing normalizer, Writing preTokenizer) {
    return new GgufSplit(normalizer, preTokenizer, WholeWord.IS_MERGED, ByDefault.LEFT_OUT);
  }

  private static GgufSplit lookingUp(Writing preTokenizer) {
    return new GgufSplit(TokenizerText.NONE, preTokenizer, WholeWord.IS_A_TOKEN, ByDefault.ADDED);
  }
}
