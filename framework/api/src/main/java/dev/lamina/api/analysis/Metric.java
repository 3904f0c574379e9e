package dev.lamina.api.analysis;

import dev.lamina.api.model.Component;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A number that an analysis found. An analysis records one value a component, layer, group and
 * name, and a name of a component and group either with layers or without: trackers put a number
 * without layer at step 0, where that of layer 0 stands.
 *
 * @param component the hook point it is about, if one
 * @param layer the block it is about, counted from 0, if one
 * @param group the part of the prompts it is about, e.g. {@code is_true=true}; empty for all
 * @param name what it is: words joined by dots and underscores, e.g. {@code accuracy.low}
 */
public record Metric(
    Optional<Component> component, OptionalInt layer, String group, String name, double value) {

  /** A number about one layer of a component. */
  public static Metric ofLayer(Component component, int layer, String name, double value) {
    return new Metric(Optional.of(component), OptionalInt.of(layer), "", name, value);
  }

  /** A number about a component, over all layers. */
  public static Metric ofComponent(Component component, String name, double value) {
    return new Metric(Optional.of(component), OptionalInt.empty(), "", name, value);
  }

  /** A number about the study as a whole. */
  public static Metric of(String name, double value) {
    return new Metric(Optional.empty(), OptionalInt.empty(), "", name, value);
  }

  /** The same number, about a part of the prompts. */
  public Metric in(String newGroup) {
    return new Metric(component, layer, newGroup, name, value);
  }
}
