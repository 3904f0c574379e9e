package dev.lamina.engine.store;

import dev.lamina.api.model.Component;
import dev.lamina.engine.io.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that decides what the activations of a component are, but for the layers: entries of several
 * layer lists share a key.
 *
 * @param model SHA-256 of weights and configuration
 * @param tokenizer SHA-256 of the tokenizer's files
 * @param extractor {@link dev.lamina.api.model.Extractor#fingerprint()}
 * @param prompts SHA-256 of the token ids of all prompts in order and of the tokens that are pooled
 * @param positions which tokens are read and how they are pooled
 * @param dtype the type that was computed in: {@code float32}
 */
public record EntryKey(
    String model,
    String tokenizer,
    String extractor,
    String prompts,
    Component component,
    String positions,
    String dtype) {

  /** SHA-256 of the fields, 64 hexadecimal digits. */
  public String hash() {
    Sha256 sha256 = new Sha256();
    fields().forEach((name, value) -> sha256.add(name).add(value));
    return sha256.hex();
  }

  /** The fields by name, as the file's metadata has them. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("model", model);
    fields.put("tokenizer", tokenizer);
    fields.put("extractor", extractor);
    fields.put("prompts", prompts);
    fields.put("component", component.id());
    fields.put("positions", positions);
    fields.put("dtype", dtype);
    return fields;
  }
}
