package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rotary positions: their base, their scaling, and how much of a head they turn. */
final class Rope {

  private static final double LLAMA_CPP_BASE = 10_000;
  private static final String SUPPORTED = "none, linear, yarn";

  private Rope() {}

  /** Base and scaling. */
  static void put(Settings settings) throws InvalidWeightsException {
    settings.put("rope_theta", settings.number("rope.freq_base", LLAMA_CPP_BASE));
    putScaling(settings);
  }

  /** Base and scaling of rotary positions that turn whole heads. */
  static void putWhole(Settings settings, int headSize) throws InvalidWeightsException {
    put(settings);
    if (settings.size("rope.dimension_count", headSize) != headSize) {
      throw settings.unsupported("rope.dimension_count", Integer.toString(headSize));
    }
  }

  /** Base and scaling of rotary positions that turn a part of each head. */
  static void putPartial(Settings settings, int headSize) throws InvalidWeightsException {
    put(settings);
    int turned = settings.size("rope.dimension_count", headSize);
    double factor = (double) turned / headSize;
    // transformers cuts factor * headSize off to a whole number
    boolean cut = (int) (factor * headSize) < turned;
    settings.put("partial_rotary_factor", cut ? Math.nextUp(factor) : factor);
  }

  private static void putScaling(Settings settings) throws InvalidWeightsException {
    double factor = settings.number("rope.scaling.factor", 0);
    settings.understand("rope.scaling.finetuned");
    String type = settings.text("rope.scaling.type").orElse("linear");
    long context = settings.whole("rope.scaling.original_context_length").orElse(0);
    Map<String, Object> scaling = new LinkedHashMap<>();
    switch (type) {
      case "none" -> {
        return;
      }
      case "linear" -> {
        if (factor == 0 || factor == 1) {
          return;
        }
      }
      case "yarn" -> {
        if (factor <= 0) {
          throw new InvalidWeightsException(
              "metadata %s is missing".formatted(settings.name("rope.scaling.factor")));
        }
        settings
            .number("rope.scaling.yarn_beta_fast")
            .ifPresent(it -> scaling.put("beta_fast", it));
        settings
            .number("rope.scaling.yarn_beta_slow")
            .ifPresent(it -> scaling.put("beta_slow", it));
        if (context > 0) {
          scaling.put("original_max_position_embeddings", context);
        }
      }
      default -> throw settings.unsupported("rope.scaling.type", SUPPORTED);
    }
    scaling.put("rope_type", type);
    scaling.put("factor", factor);
    settings.put("rope_scaling", scaling);
  }
}
