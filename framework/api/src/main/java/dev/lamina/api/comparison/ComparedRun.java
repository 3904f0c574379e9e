package dev.lamina.api.comparison;

import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.model.Component;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A run that is compared with others.
 *
 * @param name short, and no other run's
 * @param choices what the sweep varies: values by key path
 * @param numbers all that it found, those of the most important results first
 * @param layers transformer blocks of its model, if they are known
 * @param prompts how many it has, if that is known
 * @param captured opens what it captured
 */
public record ComparedRun(
    String name,
    Map<String, String> choices,
    List<Found> numbers,
    OptionalInt layers,
    OptionalInt prompts,
    Supplier<OpenStudy> captured) {

  public ComparedRun {
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    numbers = List.copyOf(numbers);
  }

  /** A run of a model of unknown depth. */
  public ComparedRun(String name, Map<String, String> choices, List<Found> numbers) {
    this(name, choices, numbers, OptionalInt.empty(), OptionalInt.empty());
  }

  /** A run whose numbers are known and whose activations are not. */
  public ComparedRun(
      String name,
      Map<String, String> choices,
      List<Found> numbers,
      OptionalInt layers,
      OptionalInt prompts) {
    this(
        name,
        choices,
        numbers,
        layers,
        prompts,
        () -> {
          throw new IllegalArgumentException("there are no activations of " + name);
        });
  }

  /**
   * Opens all that the run captured: its prompts and labels, model, and activations. What is no
   * longer stored is computed again. To be closed by the caller, soon: a few at a time are open,
   * and not as many as there are runs.
   *
   * @throws IllegalArgumentException with a sentence, if its model or data are not those any more
   *     that it ran with
   */
  public OpenStudy open() {
    return captured.get();
  }

  /**
   * Where a layer lies between the model's first block (0) and its last (1); empty if the model's
   * depth is not known.
   */
  public OptionalDouble depth(int layer) {
    return layers.isPresent()
        ? OptionalDouble.of(layer / (double) Math.max(1, layers.getAsInt() - 1))
        : OptionalDouble.empty();
  }

  /**
   * A number that an analysis of the run found.
   *
   * @param analysis the analysis's id in the spec
   * @param group empty for all prompts
   */
  public record Found(
      String analysis,
      Optional<Component> component,
      OptionalInt layer,
      String group,
      String metric,
      double value) {

    /** {@code ANALYSIS/COMPONENT/METRIC.GROUP}, as in MLflow. */
    public String key() {
      String of = component.map(known -> analysis + "/" + known.id()).orElse(analysis);
      return of + "/" + metric + (group.isEmpty() ? "" : "." + group);
    }
  }
}
