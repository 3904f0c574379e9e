package dev.lamina.engine.bind;

import dev.lamina.api.problem.Location;

/**
 * A label of the data set that a component's configuration names.
 *
 * @param key the dotted configuration key, e.g. {@code target} or {@code groups.0}
 * @param label the label's name
 * @param location where it was named, or where the component's mapping begins for a default
 * @param ifAbsent what happens where the data set has no such label
 */
public record LabelReference(String key, String label, Location location, IfAbsent ifAbsent) {

  /** What happens where the data set lacks a label. */
  public enum IfAbsent {
    /** The spec names it: an error. */
    ERROR,
    /** A default: the data set's main label takes its place. */
    MAIN_LABEL,
    /** An optional default: there is none then. */
    NONE
  }
}
