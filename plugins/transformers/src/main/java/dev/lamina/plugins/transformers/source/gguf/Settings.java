package dev.lamina.plugins.transformers.source.gguf;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The keys of a {@code config.json} that are made of the metadata of a GGUF file. It remembers
 * which metadata was understood: what is left would change the computation in an unknown way.
 */
final class Settings {

  private static final int MOST = 1 << 27;

  private final GgufFile file;
  private final String prefix;
  private final Set<String> understood = new HashSet<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  Settings(GgufFile file, String architecture) {
    this.file = file;
    this.prefix = architecture + ".";
  }

  /** What was put so far: numbers, texts, truth values, lists and mappings of them, by key. */
  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  Settings put(String key, Object value) {
    values.put(key, value);
    return this;
  }

  /** A whole number of the architecture, from 1 to a bound that no real model exceeds. */
  int size(String key) throws InvalidWeightsException {
    OptionalLong found = whole(key);
    if (found.isEmpty()) {
      throw new InvalidWeightsException("metadata " + name(key) + " is missing");
    }
    return checked(key, found.getAsLong());
  }

  int size(String key, int absent) throws InvalidWeightsException {
    OptionalLong found = whole(key);
    return found.isEmpty() ? absent : checked(key, found.getAsLong());
  }

  private int checked(String key, long number) throws InvalidWeightsException {
    if (number < 1 || number > MOST) {
      throw new InvalidWeightsException(
          "metadata %s is %d but must be from 1 to %d".formatted(name(key), number, MOST));
    }
    return (int) number;
  }

  OptionalLong whole(String key) throws InvalidWeightsException {
    understood.add(prefix + key);
    return file.metadata().integer(prefix + key);
  }

  OptionalDouble number(String key) throws InvalidWeightsException {
    understood.add(prefix + key);
    return file.metadata().number(prefix + key);
  }

  double number(String key, double absent) throws InvalidWeightsException {
    return number(key).orElse(absent);
  }

  Optional<String> text(String key) throws InvalidWeightsException {
    understood.add(prefix + key);
    return file.metadata().text(prefix + key);
  }

  Optional<Boolean> flag(String key) throws InvalidWeightsException {
    understood.add(prefix + key);
    return file.metadata().flag(prefix + key);
  }

  /** Puts a whole number that the file may lack. */
  Settings copyWhole(String key, String as) throws InvalidWeightsException {
    whole(key).ifPresent(number -> put(as, number));
    return this;
  }

  /** Puts a number that the file may lack. */
  Settings copyNumber(String key, String as) throws InvalidWeightsException {
    number(key).ifPresent(number -> put(as, number));
    return this;
  }

  /** Metadata that changes nothing. */
  void understand(String key) {
    understood.add(prefix + key);
  }

  /** Reports a value, or its lack, that cannot be computed. */
  InvalidWeightsException unsupported(String key, String supported) throws InvalidWeightsException {
    String whole = prefix + key;
    String found = file.metadata().has(whole) ? file.metadata().shown(whole) : "missing";
    return new InvalidWeightsException(
        "metadata %s is %s, not supported; supported: %s".formatted(name(key), found, supported));
  }

  /** The whole name of a key, for messages. */
  String name(String key) {
    return Quoted.bare(prefix + key);
  }

  Optional<StoredTensor> tensor(String name) {
    return file.tensors().stream().filter(tensor -> tensor.name().equals(name)).findAny();
  }

  boolean hasTensor(String name) {
    return tensor(name).isPresent();
  }

  /** Reports what the file says about its architecture and nobody understood. */
  void reportRest(Problems problems) throws InvalidWeightsException {
    for (String key : file.metadata().keys()) {
      if (key.startsWith(prefix) && !understood.contains(key)) {
        problems.error(
            Location.file(file.path().toString()),
            "metadata %s is %s, not supported"
                .formatted(Quoted.bare(key), file.metadata().shown(key)));
      }
    }
  }
}
