package dev.lamina.api.comparison;

import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.model.Component;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A run that is compared with others. */
public interface ComparedRun {

  /** Short, and no other run's. */
  String name();

  /** Where it stands in its sweep. */
  Place place();

  /** What the sweep varies: values by key path, in the spec's order. */
  Map<String, String> choices();

  /** All that it found, those of the most important results first. */
  List<Found> numbers();

  /** Transformer blocks of its model, if they are known. */
  OptionalInt layers();

  /** How many prompts it has, if that is known. */
  OptionalInt prompts();

  /**
   * Opens all that the run captured: its prompts and labels, model, and activations. What is no
   * longer stored is computed again. To be closed by the caller, soon: a few at a time are open,
   * and not as many as there are runs.
   *
   * @throws IllegalArgumentException with a sentence, if its model or data cannot be had or are not
   *     those any more that it ran with
   */
  OpenStudy open();

  /**
   * Where a layer lies between the model's first block (0) and its last (1); empty if the model's
   * depth is not known.
   */
  default OptionalDouble depth(int layer) {
    OptionalInt blocks = layers();
    return blocks.isPresent()
        ? OptionalDouble.of(layer / (double) Math.max(1, blocks.getAsInt() - 1))
        : OptionalDouble.empty();
  }

  /**
   * A place in a sweep. Places do not move up where a run fails.
   *
   * @param index from 0, in the sweep's order
   * @param runs how many the sweep has, those that failed too
   */
  record Place(int index, int runs) {

    public Place {
      if (index < 0 || index >= runs) {
        throw new IllegalArgumentException("no place %d among %d runs".formatted(index, runs));
      }
    }
  }

  /**
   * A number that an analysis of the run found.
   *
   * @param analysis the analysis's id in the spec
   * @param group empty for all prompts
   */
  record Found(
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
