package dev.lamina.plugins.transformers.tokens.gguf;

import dev.lamina.plugins.transformers.tokens.text.Parts;
import dev.lamina.plugins.transformers.tokens.text.Parts.PrefixSpace;
import dev.lamina.plugins.transformers.tokens.text.TokenizerText;

/**
 * How a byte-level vocabulary of a GGUF file splits a text before merging: llama.cpp's names
 * ({@code tokenizer.ggml.pre}) and the pre-tokenizers of the tokenizer.json files that they stand
 * for.
 */
final class GgufSplits {

  private static final String LLAMA_3 =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final String TEKKEN =
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  static final String KNOWN =
      "deepseek-r1-qwen, falcon3, gpt-2, llama-bpe, llama-v3, llama3, olmo, phi-2, qwen2, smollm,"
          + " starcoder, tekken";

  private GgufSplits() {}

  /**
   * Sets how a tokenizer splits text.
   *
   * @return false if the name is not known
   */
  static boolean apply(String name, TokenizerText tokenizer) {
    switch (name) {
      case "gpt-2", "phi-2" -> tokenizer.preTokenizer(Parts.byteLevel(PrefixSpace.NONE));
      case "olmo" ->
          tokenizer.normalizer(Parts.part("NFC")).preTokenizer(Parts.byteLevel(PrefixSpace.NONE));
      case "smollm", "starcoder" ->
          tokenizer.preTokenizer(
              Parts.preTokenizers(
                  Parts.part("Digits", "individual_digits", true),
                  Parts.byteLevel(PrefixSpace.NONE)));
      case "llama-bpe", "llama3", "llama-v3", "falcon3" ->
          tokenizer.preTokenizer(Parts.splitThenBytes(LLAMA_3));
      case "qwen2", "deepseek-r1-qwen" ->
          tokenizer
              .normalizer(Parts.part("NFC"))
              .preTokenizer(Parts.splitThenBytes(Parts.QWEN2_SPLIT));
      case "tekken" -> tokenizer.preTokenizer(Parts.splitThenBytes(TEKKEN));
      default -> {
        return false;
      }
    }
    return true;
  }
}
