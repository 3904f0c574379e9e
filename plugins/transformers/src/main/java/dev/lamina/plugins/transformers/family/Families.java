package dev.lamina.plugins.transformers.family;

import dev.lamina.api.problem.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The families that can be computed. */
public final class Families {

  private final List<Family> families = List.of(Bert.family(), Gpt2.family());

  /** The family of a configuration; empty if it has none that is known, which was reported. */
  public Optional<Family> of(ConfigFile config) {
    config.mustBeAbsent("quantization_config");
    Optional<String> type = config.text("model_type");
    Optional<Family> found =
        families.stream().filter(family -> type.equals(Optional.of(family.modelType()))).findAny();
    if (found.isEmpty()) {
      String what =
          type.map(Quoted::of).map("model_type is "::concat).orElse("model_type is missing");
      config.error("model_type", what + "; supported: " + names());
    }
    return found;
  }

  private String names() {
    return families.stream().map(Family::modelType).collect(Collectors.joining(", "));
  }
}
