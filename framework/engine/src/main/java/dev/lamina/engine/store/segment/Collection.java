package dev.lamina.engine.store.segment;

import dev.lamina.api.model.Component;
import dev.lamina.engine.io.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that decides what the activations of a component are, but for the prompts and the layers.
 *
 * @param model SHA-256 of weights and configuration, and how they are computed with
 * @param modelName what people call it; two names of one model share a collection
 * @param tokenizer SHA-256 of the tokenizer's files
 * @param extractor {@link dev.lamina.api.model.Extractor#fingerprint()}
 * @param positions which tokens are read and how they are pooled
 */
public record Collection(
    String model,
    String modelName,
    String tokenizer,
    String extractor,
    Component component,
    String positions,
    Storage storage) {

  static final String COMPONENT = "component";
  static final String POSITIONS = "positions";
  static final String DTYPE = "dtype";

  private static final int NAME_DIGITS = 32;

  /** The name of its folder: 32 hexadecimal digits of the SHA-256 of the fields. */
  public String folder() {
    Sha256 sha256 = new Sha256();
    fields().forEach((name, value) -> sha256.add(name).add(value));
    return sha256.hex().substring(0, NAME_DIGITS);
  }

  /** What identifies it, as the files' metadata have it. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("model", model);
    fields.put("tokenizer", tokenizer);
    fields.put("extractor", extractor);
    fields.put(COMPONENT, component.id());
    fields.put(POSITIONS, positions);
    fields.put(DTYPE, storage.id());
    return fields;
  }
}
