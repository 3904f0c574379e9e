package dev.lamina.engine.plugin;

import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;

/**
 * A short name for a model.
 *
 * @param description one line
 * @param type the registered model that it is one of
 * @param settings that model's keys
 * @param origin the jar or folder that it came from
 */
public record NamedModel(
    String name, String description, String type, Node.Mapping settings, Location origin) {}
