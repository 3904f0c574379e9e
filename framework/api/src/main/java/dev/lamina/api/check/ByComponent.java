package dev.lamina.api.check;

import dev.lamina.api.model.Component;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers how far two ways to the same activations are apart, component by component. */
public final class ByComponent {

  private final String name;
  private final double limit;
  private final Map<Component, Difference> differences = new EnumMap<>(Component.class);

  /**
   * A comparison to come.
   *
   * @param name the equation
   * @param limit as {@link Difference} has it
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
        .compare(actual, expected, place);
  }

  /** What was found, a check a component, in the order of {@link Component}. */
  public List<Check> each() {
    return differences.values().stream().map(Difference::check).toList();
  }

  /** What was found of all components: the largest share that any has. */
  public Check all() {
    long compared = each().stream().mapToLong(Check::compared).sum();
    return differences.entrySet().stream()
        .max(Map.Entry.comparingByValue(Comparator.comparingDouble(Difference::share)))
        .map(worst -> all(worst.getKey(), worst.getValue().check(), compared))
        .orElse(new Difference(name, limit).check());
  }

  private Check all(Component component, Check found, long compared) {
    return new Check(
        name,
        compared,
        found.difference(),
        limit,
        found.where().map(place -> component + ", " + place));
  }
}
