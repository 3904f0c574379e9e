package dev.lamina.engine.experiment.option;

import dev.lamina.engine.bind.shape.ConfigKey;
import dev.lamina.engine.bind.shape.ConfigShape;
import dev.lamina.engine.plugin.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The keys that a spec has beside those of its components. */
public final class CommonKeys {

  private CommonKeys() {}

  /** The top-level keys that are no components. */
  public static List<ConfigKey> ofSpec() {
    return with(keys(Settings.class), TokenOptions.class);
  }

  /** The keys that all components of a kind have beside their own. */
  public static List<ConfigKey> of(Kind kind) {
    return switch (kind) {
      case ANALYSIS -> keys(AnalysisOptions.class);
      case COMPARISON -> keys(ComparisonOptions.class);
      case DATASET -> with(keys(DatasetOptions.class), TokenOptions.class);
      case MODEL, EXTRACTOR -> keys(TokenOptions.class);
      case TRACKER, RENDERER, DASHBOARD -> List.of();
    };
  }

  /** The same of a component inside another's configuration. */
  public static List<ConfigKey> ofNested(Kind kind) {
    return kind == Kind.DATASET ? keys(DatasetOptions.class) : List.of();
  }

  private static List<ConfigKey> keys(Class<? extends Record> type) {
    return ConfigShape.own(type).keys();
  }

  private static List<ConfigKey> with(List<ConfigKey> keys, Class<? extends Record> type) {
    return Stream.concat(keys.stream(), keys(type).stream()).toList();
  }
}
