package dev.lamina.api.check;

import dev.lamina.api.model.Component;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers how far two ways to the same activations are apart, each component measured against its
 * own largest number, so that one with large numbers hides no other's differences.
 */
public final class ByComponent {

  private final String name;
  private final double limit;
  private final Map<Component, Difference> differences = new EnumMap<>(Component.class);

  /**
   * @param name the equation
   * @param limit of the largest difference, as a share of the component's largest number
   */
  public ByComponent(String name, double limit) {
    this.name = name;
    this.limit = limit;
  }

  /**
   * Compares numbers of a component.
   *
   * @param place where they are from
   */
  public void compare(Component component, float[] actual, float[] expected, String place) {
    differences
        .computeIfAbsent(component, key -> new Difference(key + ": " + name, limit))
        .compare(actual, expected, component + ", " + place);
  }

  /** What was found, a check a component, in the order of the forward pass. */
  public List<Check> each() {
    return differences.values().stream().map(Difference::check).toList();
  }

  /** What was found of all: the largest share that any component has. */
  public Check all() {
    long compared = differences.values().stream().mapToLong(each -> each.check().compared()).sum();
    return differences.values().stream()
        .map(Difference::check)
        .max(Comparator.comparingDouble(Check::difference)) // NaN counts as the largest
        .map(worst -> new Check(name, compared, worst.difference(), limit, worst.where()))
        .orElse(new Difference(name, limit).check());
  }
}
