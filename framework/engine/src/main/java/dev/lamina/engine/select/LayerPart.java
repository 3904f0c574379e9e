package dev.lamina.engine.select;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the things that select layers. */
public sealed interface LayerPart {

  /** Both ends of a range. */
  Pattern RANGE = Pattern.compile("(-?\\d{1,9})\\.\\.(-?\\d{1,9})");

  /** Where it was written. */
  Location location();

  /** Adds the selected layers. */
  void addTo(SortedSet<Integer> selected, int layers) throws InvalidValueException;

  /** Reads one from a single value, or gives nothing if it is not one. */
  static Optional<LayerPart> of(Node.Scalar scalar) {
    if (scalar.value() instanceof Long layer) {
      return Optional.of(new Range(layer, layer, scalar.location()));
    }
    if (!(scalar.value() instanceof String text)) {
      return Optional.empty();
    }
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      long from = Long.parseLong(range.group(1));
      return Optional.of(new Range(from, Long.parseLong(range.group(2)), scalar.location()));
    }
    return switch (text) {
      case "all" -> Optional.of(new Every(1, scalar.location()));
      case "last" -> Optional.of(new Range(-1, -1, scalar.location()));
      case "middle" -> Optional.of(new Middle(scalar.location()));
      default -> Optional.empty();
    };
  }

  /** The layer in the middle; of an even number, the first of the upper half. */
  record Middle(Location location) implements LayerPart {
    @Override
    public void addTo(SortedSet<Integer> selected, int layers) {
      selected.add(layers / 2);
    }
  }

  /** Every n-th layer, beginning with the first. */
  record Every(long step, Location location) implements LayerPart {
    @Override
    public void addTo(SortedSet<Integer> selected, int layers) {
      for (long layer = 0; layer < layers; layer += step) {
        selected.add((int) layer);
      }
    }
  }

  /** From one layer to another, both included; negative ones count from the end. */
  record Range(long from, long to, Location location) implements LayerPart {
    @Override
    public void addTo(SortedSet<Integer> selected, int layers) throws InvalidValueException {
      int first = layer(from, layers);
      int last = layer(to, layers);
      if (first > last) {
        throw new InvalidValueException(
            location, "must be an ascending range but is %d..%d".formatted(from, to));
      }
      for (int layer = first; layer <= last; layer++) {
        selected.add(layer);
      }
    }

    private int layer(long written, int layers) throws InvalidValueException {
      long layer = written < 0 ? layers + written : written;
      if (layer < 0 || layer >= layers) {
        throw new InvalidValueException(
            location,
            "must be among the model's %d layers, 0 to %d (or -%d to -1), but layer %d is not"
                .formatted(layers, layers - 1, layers, written));
      }
      return (int) layer;
    }
  }
}
