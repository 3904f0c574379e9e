package dev.lamina.engine.plugin;

import dev.lamina.api.problem.Location;
import dev.lamina.engine.bind.shape.ConfigShape;

/**
 * A component that a plugin brings.
 *
 * @param name what {@code type:} picks it by
 * @param type its class, with one constructor to inject
 * @param config its configuration's keys
 * @param origin the jar or folder that it came from
 */
public record Registered(
    Kind kind, String name, Class<?> type, ConfigShape<?> config, Location origin) {

  /** How messages name it: {@code the analysis 'pca'}. */
  public String title() {
    return "the " + kind.word() + " '" + name + "'";
  }
}
