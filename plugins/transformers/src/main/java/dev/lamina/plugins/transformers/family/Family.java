package dev.lamina.plugins.transformers.family;

import java.util.List;
import java.util.Map;

/**
 * A family of models that share a {@code config.json} and tensor names.
 *
 * @param modelType {@code model_type} of its configuration
 * @param prefixes what may stand before all names, because the model was saved inside another
 * @param names each part's tensors, without prefix and {@code .weight}, a block's number as {@code
 *     {}}; several are stacked, one under the other
 * @param orientation how linear weights are stored
 * @param unused beginnings or ends of the names of tensors that a file may hold besides: heads, and
 *     buffers that are not parameters
 * @param reader takes what the forward pass depends on from the configuration, and reports what
 *     cannot be computed
 */
public record Family(
    String modelType,
    List<String> prefixes,
    Map<Part, List<String>> names,
    Orientation orientation,
    List<String> unused,
    Reader reader) {

  /** Reads a configuration. */
  @FunctionalInterface
  public interface Reader {
    Architecture read(ConfigFile config);
  }

  /** How linear weights are stored. */
  public enum Orientation {
    /** [outputs, inputs], as {@code torch.nn.Linear}. */
    OUTPUTS_FIRST,
    /** [inputs, outputs], as transformers' {@code Conv1D}. */
    INPUTS_FIRST
  }

  /** The names of a part's tensors in one block; the block does not matter to others. */
  public List<String> names(Part part, int layer) {
    List<String> patterns = names.getOrDefault(part, List.of());
    return patterns.stream().map(name -> name.replace("{}", Integer.toString(layer))).toList();
  }

  /** Whether a tensor may be left aside without a word. */
  public boolean isUnused(String tensor) {
    return unused.stream().anyMatch(name -> tensor.startsWith(name) || tensor.endsWith(name));
  }
}
