package dev.lamina.plugins.transformers.weights;

import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Attention.QkvLayout;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.family.Family;
import dev.lamina.plugins.transformers.family.Names;
import dev.lamina.plugins.transformers.family.Names.Orientation;
import dev.lamina.plugins.transformers.weights.Parameters.Tensors;
import dev.lamina.plugins.transformers.weights.numbers.NumberType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds a transformer's parameters among a file's tensors, and says which are missing or wrong. */
public final class ParameterFinder {

  private static final int MOST_LISTED = 6;

  /** Of missing tensors, after which no more are looked for: config.json may say any number. */
  private static final int MOST_MISSING = 100_000;

  /** Older checkpoints call a norm's weight and bias gamma and beta. */
  private static final Map<String, List<String>> ENDINGS =
      Map.of("weight", List.of(".weight", ".gamma"), "bias", List.of(".bias", ".beta"));

  private final Family family;
  private final Architecture architecture;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> misshapen = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  public ParameterFinder(Family family, Architecture architecture, List<StoredTensor> tensors) {
    this.family = family;
    this.architecture = architecture;
    tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
  }

  /**
   * Finds all parameters.
   *
   * @param file the file of weights, in messages
   * @throws InvalidModelException if some are missing or wrong; the problems list them
   */
  public Parameters find(Location file, Problems problems) throws InvalidModelException {
    Map<Part, List<Tensors>> parts = new EnumMap<>(Part.class);
    for (Part part : architecture.parts()) {
      if (architecture.stored(part) && !(part.place() == Part.Place.HEAD && lacks(part))) {
        List<Tensors> blocks = new ArrayList<>();
        for (int layer = 0; layer < architecture.count(part) && !isHopeless(); layer++) {
          blocks.add(architecture.has(part, layer) ? tensors(part, layer) : Tensors.NONE);
        }
        parts.put(part, blocks);
      }
    }
    report(file, problems, "%s missing: ", missing);
    report(file, problems, "%s not of the shape that config.json says: ", misshapen);
    report(file, problems, "%s not stored as one of " + NumberType.plainNames() + ": ", unreadable);
    if (!(missing.isEmpty() && misshapen.isEmpty() && unreadable.isEmpty())) {
      throw new InvalidModelException();
    }
    warnOfUnused(file, problems);
    return new Parameters(parts);
  }

  private boolean isHopeless() {
    return missing.size() > MOST_MISSING;
  }

  private Tensors tensors(Part part, int layer) {
    int[] rows = architecture.rows(part);
    List<String> names = family.names().of(part, layer, rows.length);
    boolean fused = names.size() == 1;
    if (fused) {
      rows = new int[] {Arrays.stream(rows).sum()};
    }
    boolean grouped =
        fused && part == Part.QKV && architecture.attention().layout() == QkvLayout.GROUPED;
    List<StoredTensor> weights = new ArrayList<>();
    List<StoredTensor> biases = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      find(part, names.get(i), "weight", shape(part, rows[i]))
          .map(tensor -> grouped ? inOrder(tensor) : tensor)
          .ifPresent(weights::add);
      if (architecture.biased().contains(part)) {
        find(part, names.get(i), "bias", new long[] {rows[i]})
            .map(tensor -> grouped ? inOrder(tensor) : tensor)
            .ifPresent(biases::add);
      }
    }
    return new Tensors(weights, biases);
  }

  /** All queries, all keys, all values. */
  private StoredTensor inOrder(StoredTensor tensor) {
    return tensor.reordered(RowOrder.of(architecture.attention().groupedRows()));
  }

  private long[] shape(Part part, long rows) {
    long columns = architecture.columns(part);
    return columns == 0 ? new long[] {rows} : new long[] {rows, columns};
  }

  private boolean lacks(Part part) {
    return family.names().of(part, 0, 1).stream()
        .allMatch(name -> lookUp(name, "weight").isEmpty());
  }

  private Optional<StoredTensor> find(Part part, String name, String ending, long[] shape) {
    List<Long> logical = Arrays.stream(shape).boxed().toList();
    boolean turned =
        part.kind() == Part.Kind.LINEAR
            && shape.length == 2
            && part.place() == Part.Place.BLOCK
            && family.names().orientation() == Orientation.INPUTS_FIRST;
    List<Long> expected = turned ? List.of(shape[1], shape[0]) : logical;
    Optional<StoredTensor> found = lookUp(name, ending);
    if (found.isEmpty()) {
      missing.add(Names.first(name) + "." + ending + " " + expected);
      return Optional.empty();
    }
    StoredTensor tensor = found.get();
    used.add(tensor.name());
    if (!tensor.shape().equals(expected)) {
      misshapen.add(
          "%s is %s instead of %s".formatted(tensor.name(), Quoted.bare(tensor.shape()), expected));
      return Optional.empty();
    }
    if (tensor.numberType().isEmpty()) {
      unreadable.add(tensor.name() + " is " + Quoted.bare(tensor.type()));
      return Optional.empty();
    }
    return Optional.of(turned ? tensor.transpose() : tensor);
  }

  private Optional<StoredTensor> lookUp(String name, String ending) {
    for (String alternative : Names.alternatives(name)) {
      for (String prefix : family.names().prefixes()) {
        for (String spelling : ENDINGS.getOrDefault(ending, List.of())) {
          StoredTensor tensor = tensors.get(prefix + alternative + spelling);
          if (tensor != null) {
            return Optional.of(tensor);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static void report(
      Location file, Problems problems, String message, List<String> tensors) {
    if (!tensors.isEmpty()) {
      problems.error(
          file,
          message.formatted(count(tensors) + verb(tensors)) + Quoted.few(tensors, MOST_LISTED));
    }
  }

  private void warnOfUnused(Location file, Problems problems) {
    List<String> unused =
        tensors.keySet().stream()
            .filter(name -> !used.contains(name) && !family.names().isUnused(name))
            .map(Quoted::bare)
            .toList();
    if (!unused.isEmpty()) {
      problems.warning(
          file,
          "%s not part of %s and left aside: %s"
              .formatted(
                  count(unused) + verb(unused),
                  family.modelType(),
                  Quoted.few(unused, MOST_LISTED)));
    }
  }

  private static String count(List<String> tensors) {
    return tensors.size() == 1 ? "1 tensor" : tensors.size() + " tensors";
  }

  private static String verb(List<String> tensors) {
    return tensors.size() == 1 ? " is" : " are";
  }
}
