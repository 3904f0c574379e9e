package dev.lamina.plugins.transformers.family;

import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.config.ConfigFile;

/**
 * A family of models that share a {@code config.json} and tensor names.
 *
 * @param modelType {@code model_type} of its configuration
 * @param names what its tensors are called
 * @param reader takes what the forward pass depends on from the configuration, and reports what
 *     cannot be computed
 */
public record Family(String modelType, Names names, Reader reader) {

  /** Reads a configuration. */
  @FunctionalInterface
  public interface Reader {
    Architecture read(ConfigFile config);
  }
}
