package dev.lamina.plugins.transformers.source;

import dev.lamina.plugins.transformers.config.ConfigFile;
import dev.lamina.plugins.transformers.tokens.ModelTokenizer;
import dev.lamina.plugins.transformers.weights.WeightFile;
import java.nio.file.Path;

/**
 * The files of a model.
 *
 * @param name short: what the user calls it
 * @param origin where it comes from, for provenance
 * @param config its configuration
 * @param weights the file of weights
 * @param format how to read it
 * @param tokenizer how texts become tokens
 * @param fingerprint SHA-256 of configuration and weights, hexadecimal
 */
public record ModelFiles(
    String name,
    String origin,
    ConfigFile config,
    Path weights,
    WeightFile format,
    ModelTokenizer tokenizer,
    String fingerprint) {

  /** The same files under another name and origin. */
  ModelFiles named(String name, String origin) {
    return new ModelFiles(name, origin, config, weights, format, tokenizer, fingerprint);
  }
}
