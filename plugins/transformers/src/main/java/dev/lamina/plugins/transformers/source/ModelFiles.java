package dev.lamina.plugins.transformers.source;

import dev.lamina.plugins.transformers.config.ConfigFile;
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
 * @param tokenizer a {@code tokenizer.json}
 * @param largestTokenId the largest id that the tokenizer gives
 * @param fingerprint SHA-256 of configuration and weights, hexadecimal
 * @param tokenizerFingerprint SHA-256 of the tokenizer, hexadecimal
 */
public record ModelFiles(
    String name,
    String origin,
    ConfigFile config,
    Path weights,
    WeightFile format,
    Path tokenizer,
    long largestTokenId,
    String fingerprint,
    String tokenizerFingerprint) {

  /** The same files under another name and origin. */
  ModelFiles named(String name, String origin) {
    return new ModelFiles(
        name,
        origin,
        config,
        weights,
        format,
        tokenizer,
        largestTokenId,
        fingerprint,
        tokenizerFingerprint);
  }
}
