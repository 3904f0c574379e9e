package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.comparison.ComparedRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where layers lie in the models of runs.
 *
 * @param runs by name
 */
record ModelDepths(Map<String, ComparedRun> runs) {

  static ModelDepths of(List<ComparedRun> runs) {
    Map<String, ComparedRun> byName = new LinkedHashMap<>();
    runs.forEach(run -> byName.put(run.name(), run));
    return new ModelDepths(byName);
  }

  /** How many blocks the models have, where it is known. */
  Map<String, Integer> layers() {
    Map<String, Integer> known = new LinkedHashMap<>();
    runs.forEach((name, run) -> run.layers().ifPresent(layers -> known.put(name, layers)));
    return known;
  }

  /** From the first block (0) to the last (1), where it is known. */
  OptionalDouble depth(String run, int layer) {
    return Optional.ofNullable(runs.get(run))
        .map(of -> of.depth(layer))
        .orElse(OptionalDouble.empty());
  }

  /** The same as a table has it. */
  Object cell(String run, int layer) {
    OptionalDouble depth = depth(run, layer);
    return depth.isPresent() ? depth.getAsDouble() : "";
  }
}
