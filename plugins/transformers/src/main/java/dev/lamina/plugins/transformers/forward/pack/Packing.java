package dev.lamina.plugins.transformers.forward.pack;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.architecture.Architecture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Divides prompts into packs so that all are run soonest. */
public final class Packing {

  /**
   * The sizes that packs may be bounded to, beside what all prompts of a pack share. Larger packs
   * have less overhead, smaller ones keep all threads busy to the end.
   */
  private static final int[] BOUNDS = {
    1024, 896, 768, 640, 512, 448, 384, 320, 256, 192, 128, 96, 64
  };

  /** The smallest of them. */
  private static final int LEAST = 64;

  private final Architecture architecture;
  private final PackCost cost;
  private final int threads;

  /**
   * @param threads how many packs are run at a time
   */
  public Packing(Architecture architecture, PackCost cost, int threads) {
    this.architecture = architecture;
    this.cost = cost;
    this.threads = threads;
  }

  /** Inputs that are pooled and turned alike as one pack. */
  public static Slice together(List<ModelInput> inputs, Architecture architecture, PackCost cost) {
    Items items = Items.of(inputs, architecture.attention().direction(), Long.MAX_VALUE);
    return items.slice(0, items.size(), inputs.get(0).pooling(), cost);
  }

  /** What the prompts of a pack have in common. */
  private record Kind(Pooling pooling, int angles) {}

  /**
   * Divides inputs into packs.
   *
   * @param mostNodes of a pack, as far as there is a choice
   * @param mostRows of activations that a pack gives, unless a single sequence gives more
   */
  public Packs packs(List<ModelInput> inputs, long mostNodes, long mostRows) {
    Map<Kind, List<ModelInput>> kinds = new LinkedHashMap<>();
    for (ModelInput input : inputs) {
      Kind kind = new Kind(input.pooling(), architecture.sameAngles(input.ids().length));
      kinds.computeIfAbsent(kind, first -> new ArrayList<>()).add(input);
    }
    List<Slice> slices = new ArrayList<>();
    kinds.forEach(
        (kind, some) -> {
          Items items = Items.of(some, architecture.attention().direction(), mostRows);
          slices.addAll(soonest(items, kind.pooling(), mostNodes, mostRows).slices());
        });
    return Packs.of(slices, threads);
  }

  /** The division, of one for each bound, whose packs are all run soonest. */
  private Packs soonest(Items items, Pooling pooling, long mostNodes, long mostRows) {
    return IntStream.of(BOUNDS)
        .filter(bound -> bound <= Math.max(mostNodes, LEAST))
        .mapToObj(
            bound ->
                Packs.of(
                    new Division(items, cost, bound, mostRows)
                        .ranges().stream()
                            .map(range -> items.slice(range.begin(), range.end(), pooling, cost))
                            .toList(),
                    threads))
        .min(Comparator.comparingDouble(Packs::seconds))
        .orElseThrow();
  }
}
