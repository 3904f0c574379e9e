package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.comparison.ComparedRun;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A run whose numbers a test knows. */
record KnownRun(
    String name,
    Place place,
    Map<String, String> choices,
    List<Found> numbers,
    OptionalInt layers,
    OptionalInt prompts,
    Supplier<OpenStudy> captured)
    implements ComparedRun {

  /** A run without activations, of a model of unknown depth. */
  static KnownRun of(String name, Map<String, String> choices, List<Found> numbers) {
    return new KnownRun(
        name,
        new Place(0, 1),
        choices,
        numbers,
        OptionalInt.empty(),
        OptionalInt.empty(),
        () -> {
          throw new IllegalArgumentException("there are no activations of " + name);
        });
  }

  /** The same run of a model with so many layers, over so many prompts. */
  KnownRun sized(int blocks, int rows) {
    return new KnownRun(
        name, place, choices, numbers, OptionalInt.of(blocks), OptionalInt.of(rows), captured);
  }

  /** The same run at another place. */
  KnownRun at(int index, int runs) {
    return new KnownRun(name, new Place(index, runs), choices, numbers, layers, prompts, captured);
  }

  /** The same run with its activations. */
  KnownRun with(Supplier<OpenStudy> activations) {
    return new KnownRun(name, place, choices, numbers, layers, prompts, activations);
  }

  @Override
  public OpenStudy open() {
    return captured.get();
  }
}
