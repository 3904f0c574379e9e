package dev.lamina.engine.store;

import dev.lamina.api.model.Component;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prompts of which the same is missing, so that one request to the model fills it.
 *
 * @param prompts their numbers among the {@link DistinctPrompts}, ascending
 * @param layers the layers that are missing of each component; not empty, and no list is
 */
public record Gap(List<Integer> prompts, Map<Component, List<Integer>> layers) {

  public Gap {
    prompts = List.copyOf(prompts);
  }

  /** The gaps that coverages of the same prompts leave. */
  public static List<Gap> of(Map<Component, Coverage> coverages) {
    int prompts = coverages.values().stream().mapToInt(Coverage::prompts).max().orElse(0);
    Map<List<BitSet>, List<Integer>> alike = new LinkedHashMap<>();
    for (int prompt = 0; prompt < prompts; prompt++) {
      List<BitSet> missing = new ArrayList<>();
      for (Coverage coverage : coverages.values()) {
        missing.add(coverage.missing(prompt));
      }
      if (!missing.stream().allMatch(BitSet::isEmpty)) {
        alike.computeIfAbsent(missing, unseen -> new ArrayList<>()).add(prompt);
      }
    }
    List<Gap> gaps = new ArrayList<>();
    alike.forEach((missing, members) -> gaps.add(new Gap(members, layers(coverages, missing))));
    return gaps;
  }

  private static Map<Component, List<Integer>> layers(
      Map<Component, Coverage> coverages, List<BitSet> missing) {
    Map<Component, List<Integer>> layers = new LinkedHashMap<>();
    int next = 0;
    for (Map.Entry<Component, Coverage> coverage : coverages.entrySet()) {
      BitSet places = missing.get(next++);
      if (!places.isEmpty()) {
        layers.put(
            coverage.getKey(),
            places.stream().mapToObj(coverage.getValue().layers()::get).toList());
      }
    }
    return layers;
  }

  /** The blocks that are missing of any component, ascending. */
  public List<Integer> blocks() {
    return layers.entrySet().stream()
        .flatMap(
            missing ->
                missing.getKey().perLayer() ? missing.getValue().stream() : Stream.<Integer>of())
        .distinct()
        .sorted()
        .toList();
  }
}
