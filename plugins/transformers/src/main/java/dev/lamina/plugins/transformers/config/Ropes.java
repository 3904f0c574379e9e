package dev.lamina.plugins.transformers.config;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.architecture.RopeScaling;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.architecture.Rotary.Pairing;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads rotary positions in the form of transformers 4 ({@code rope_theta, rope_scaling}) and of
 * transformers 5 ({@code rope_parameters}).
 *
 * @param base where the file says none
 * @param share of a head's width that is turned, where the file says none
 * @param baseKey the key of the base beside the scaling
 * @param shareKey the key of the share beside the scaling
 */
public record Ropes(double base, double share, String baseKey, String shareKey) {

  /** What a scaling may have, all types together. */
  private static final Set<String> KNOWN =
      Set.of(
          "rope_type",
          "type",
          "rope_theta",
          "partial_rotary_factor",
          "factor",
          "low_freq_factor",
          "high_freq_factor",
          "original_max_position_embeddings",
          "attention_factor",
          "mscale",
          "mscale_all_dim",
          "beta_fast",
          "beta_slow",
          "truncate",
          "finetuned");

  /** The usual keys: {@code rope_theta}, by default 10,000, of all of a head. */
  public static final Ropes USUAL = new Ropes(10_000, 1, "rope_theta", "partial_rotary_factor");

  public Ropes withBase(double newBase) {
    return new Ropes(newBase, share, baseKey, shareKey);
  }

  public Ropes withShare(double newShare) {
    return new Ropes(base, newShare, baseKey, shareKey);
  }

  public Ropes withKeys(String newBaseKey, String newShareKey) {
    return new Ropes(base, share, newBaseKey, newShareKey);
  }

  /**
   * Reads the rotation of all blocks.
   *
   * @param dHead width of a head
   * @param context tokens that the model was trained on
   */
  public Rotary read(ConfigFile config, int dHead, int context) {
    Optional<ConfigFile> scaling =
        config.mapping("rope_scaling").or(() -> config.mapping("rope_parameters"));
    return read(config, scaling, dHead, context);
  }

  /**
   * Reads the rotation of a kind of blocks.
   *
   * @param layerType {@code full_attention} or {@code sliding_attention}
   * @param scaled whether an old {@code rope_scaling} is about this kind
   */
  public Rotary read(
      ConfigFile config, String layerType, ConfigFile.Switch scaled, int dHead, int context) {
    Optional<ConfigFile> kinds = config.mapping("rope_parameters");
    Optional<ConfigFile> own = kinds.flatMap(all -> all.mapping(layerType));
    if (own.isEmpty() && scaled == ConfigFile.Switch.ON) {
      own = config.mapping("rope_scaling");
    }
    return read(config, own, dHead, context);
  }

  private Rotary read(ConfigFile config, Optional<ConfigFile> scaling, int dHead, int context) {
    double theta =
        scaling
            .map(found -> found.positive("rope_theta"))
            .filter(OptionalDouble::isPresent)
            .orElseGet(() -> config.positive(baseKey))
            .orElse(base);
    double factor =
        scaling
            .map(found -> found.positive("partial_rotary_factor"))
            .filter(OptionalDouble::isPresent)
            .orElseGet(() -> config.positive(shareKey))
            .orElse(share);
    int dims = (int) (dHead * factor);
    if (dHead > 0 && (dims % 2 != 0 || dims == 0 || dims > dHead)) {
      String key = config.has(shareKey) || !config.has("head_dim") ? shareKey : "head_dim";
      config.error(
          key,
          "rotary positions turn numbers in pairs, but of a head's %d it would be %d"
              .formatted(dHead, dims));
    }
    Rotary plain = new Rotary(dims, theta, Pairing.HALVES, new RopeScaling.None());
    return new Rotary(
        dims,
        theta,
        Pairing.HALVES,
        scaling
            .map(found -> scaling(found, plain, trained(config, found, context), context))
            .orElseGet(RopeScaling.None::new));
  }

  private static RopeScaling scaling(ConfigFile config, Rotary plain, int trained, int context) {
    config.keys().stream().filter(key -> !KNOWN.contains(key)).forEach(config::mustBeAbsent);
    String key = config.has("rope_type") ? "rope_type" : "type";
    String type = config.text(key).orElse("default");
    return switch (type) {
      case "default" -> new RopeScaling.None();
      case "linear" -> new RopeScaling.Linear(config.requiredPositive("factor"));
      case "dynamic" -> new RopeScaling.Dynamic(config.requiredPositive("factor"), context);
      case "llama3" ->
          new RopeScaling.Llama3(
              config.requiredPositive("factor"),
              config.requiredPositive("low_freq_factor"),
              config.requiredPositive("high_freq_factor"),
              trained);
      case "yarn" -> yarn(config, plain, trained, context);
      default -> {
        config.unsupported(
            key, Quoted.of(type), Stream.of("default", "linear", "dynamic", "llama3", "yarn"));
        yield new RopeScaling.None();
      }
    };
  }

  /** What stands beside the scaling has precedence, as in transformers 5. */
  private static int trained(ConfigFile config, ConfigFile scaling, int context) {
    String key = "original_max_position_embeddings";
    ConfigFile said = config.has(key) ? config : scaling;
    return said.size(key, Sizes.MOST_ROWS, context);
  }

  /** As transformers' {@code _compute_yarn_parameters}. */
  private static RopeScaling yarn(ConfigFile config, Rotary plain, int trained, int context) {
    double factor = config.positive("factor").orElse((double) context / Math.max(1, trained));
    double fastest = pairThatTurns(config.positive("beta_fast").orElse(32), plain, trained);
    double slowest = pairThatTurns(config.positive("beta_slow").orElse(1), plain, trained);
    if (config.isOn("truncate", ConfigFile.Switch.ON)) {
      fastest = Math.floor(fastest);
      slowest = Math.ceil(slowest);
    }
    return new RopeScaling.Yarn(
        factor,
        Math.max(fastest, 0),
        Math.min(slowest, plain.dims() - 1),
        attentionFactor(config, factor));
  }

  private static double attentionFactor(ConfigFile config, double factor) {
    OptionalDouble given = config.positive("attention_factor");
    OptionalDouble over = config.positive("mscale");
    OptionalDouble under = config.positive("mscale_all_dim");
    if (given.isPresent()) {
      return given.getAsDouble();
    }
    return over.isPresent() && under.isPresent()
        ? mscale(factor, over.getAsDouble()) / mscale(factor, under.getAsDouble())
        : mscale(factor, 1);
  }

  private static double mscale(double factor, double mscale) {
    return factor <= 1 ? 1 : 0.1 * mscale * Math.log(factor) + 1;
  }

  /** The pair, counted from 0 with fractions, of which a context holds a number of turns. */
  private static double pairThatTurns(double turns, Rotary plain, int context) {
    return plain.dims() * Math.log(context / (turns * 2 * Math.PI)) / (2 * Math.log(plain.base()));
  }
}
