package dev.lamina.plugins.transformers.config;

import dev.lamina.api.problem.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Reads which blocks see all tokens and which only those nearby. */
public final class LayerTypes {

  /** A block that sees all tokens. */
  public static final String FULL = "full_attention";

  /** A block that sees tokens nearby. */
  public static final String SLIDING = "sliding_attention";

  private LayerTypes() {}

  /**
   * Whether each block sees only tokens nearby.
   *
   * @param unsaid what holds for a block where the file lists no {@code layer_types}
   */
  public static List<Boolean> sliding(ConfigFile config, int layers, IntPredicate unsaid) {
    Optional<List<String>> said = config.texts("layer_types");
    List<Boolean> sliding = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      boolean listed = said.isPresent() && layer < said.get().size();
      sliding.add(listed ? said.get().get(layer).equals(SLIDING) : unsaid.test(layer));
    }
    said.ifPresent(types -> check(config, types, layers));
    return sliding;
  }

  private static void check(ConfigFile config, List<String> types, int layers) {
    if (types.size() != layers) {
      config.error(
          "layer_types",
          "layer_types has %d entries, but there are %d layers".formatted(types.size(), layers));
    }
    types.stream()
        .filter(type -> !type.equals(FULL) && !type.equals(SLIDING))
        .findFirst()
        .ifPresent(
            type -> config.unsupported("layer_types", Quoted.of(type), Stream.of(FULL, SLIDING)));
  }
}
