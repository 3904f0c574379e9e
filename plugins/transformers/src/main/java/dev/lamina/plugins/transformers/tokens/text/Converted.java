package dev.lamina.plugins.transformers.tokens.text;

import java.util.Optional;

/**
 * A tokenizer in another form.
 *
 * @param json a tokenizer.json
 * @param bos the spelling of its BOS token
 */
public record Converted(byte[] json, Optional<String> bos) {}
