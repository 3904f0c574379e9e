package dev.lamina.engine.store;

import dev.lamina.engine.store.segment.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where the activations of some prompts at some layers are stored. Each pair of a prompt and a
 * layer is in one segment, or missing. Immutable.
 */
public final class Coverage {

  private static final int MISSING = -1;

  private final List<Integer> layers;
  private final List<Segment> segments;
  private final List<Placement> placements;

  /**
   * Where the prompts of a layer are. Layers that lie in the same segments share one, and two are
   * the same if their arrays are.
   *
   * @param segment by prompt, the segment's number or {@link #MISSING}
   * @param slot by prompt, its place in the segment
   */
  private record Placement(int[] segment, int[] slot) {

    Placement copy() {
      return new Placement(segment.clone(), slot.clone());
    }
  }

  /** A prompt's place in a segment. */
  record Cell(Segment segment, int slot) {}

  private Coverage(List<Integer> layers, List<Segment> segments, List<Placement> placements) {
    this.layers = List.copyOf(layers);
    this.segments = List.copyOf(segments);
    this.placements = List.copyOf(placements);
  }

  /** That of prompts of which nothing is stored. */
  public static Coverage none(int prompts, List<Integer> layers) {
    int[] missing = new int[prompts];
    Arrays.fill(missing, MISSING);
    return new Coverage(
        layers,
        List.of(),
        Collections.nCopies(layers.size(), new Placement(missing, new int[prompts])));
  }

  /**
   * The same, with what is missing taken from a segment where that has it.
   *
   * @param slots by prompt, its place in the segment; below 0 for those that it does not hold
   */
  public Coverage with(Segment segment, int[] slots) {
    if (!adds(segment.layers(), slots)) {
      return this;
    }
    List<Segment> more = new ArrayList<>(segments);
    more.add(segment);
    return new Coverage(
        layers,
        more,
        changed(
            segment.layers(),
            old -> {
              Placement filled = old.copy();
              for (int prompt = 0; prompt < slots.length; prompt++) {
                if (filled.segment[prompt] == MISSING && slots[prompt] >= 0) {
                  filled.segment[prompt] = more.size() - 1;
                  filled.slot[prompt] = slots[prompt];
                }
              }
              return filled;
            }));
  }

  /** Whether a segment of some layers has anything that is missing. */
  boolean adds(List<Integer> ofLayers, int[] slots) {
    for (int i = 0; i < layers.size(); i++) {
      if (ofLayers.contains(layers.get(i))) {
        for (int prompt = 0; prompt < slots.length; prompt++) {
          if (slots[prompt] >= 0 && placements.get(i).segment[prompt] == MISSING) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The same, without what is in a segment. */
  public Coverage without(Segment segment) {
    int number = segments.indexOf(segment);
    return new Coverage(
        layers,
        segments,
        changed(
            segment.layers(),
            old -> {
              Placement emptied = old.copy();
              for (int prompt = 0; prompt < emptied.segment.length; prompt++) {
                if (emptied.segment[prompt] == number) {
                  emptied.segment[prompt] = MISSING;
                }
              }
              return emptied;
            }));
  }

  private List<Placement> changed(List<Integer> ofLayers, UnaryOperator<Placement> change) {
    Map<Placement, Placement> done = new HashMap<>();
    List<Placement> changed = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Placement old = placements.get(i);
      changed.add(ofLayers.contains(layers.get(i)) ? done.computeIfAbsent(old, change) : old);
    }
    return changed;
  }

  /** The layers that are looked for. */
  public List<Integer> layers() {
    return layers;
  }

  /** How many prompts are looked for. */
  public int prompts() {
    return placements.get(0).segment.length;
  }

  /** The segments that hold any of it. */
  public List<Segment> segments() {
    BitSet used = new BitSet();
    for (Placement placement : new HashSet<>(placements)) {
      for (int number : placement.segment) {
        if (number != MISSING) {
          used.set(number);
        }
      }
    }
    return used.stream().mapToObj(segments::get).toList();
  }

  /** The layers at which a prompt is missing, as places in {@link #layers()}. */
  public BitSet missing(int prompt) {
    BitSet missing = new BitSet();
    for (int i = 0; i < placements.size(); i++) {
      if (placements.get(i).segment[prompt] == MISSING) {
        missing.set(i);
      }
    }
    return missing;
  }

  /** Whether nothing is missing. */
  public boolean isComplete() {
    for (Placement placement : placements) {
      for (int number : placement.segment) {
        if (number == MISSING) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where a prompt's activations of a layer are, which must be stored. */
  Cell cell(int prompt, int place) {
    Placement placement = placements.get(place);
    return new Cell(segments.get(placement.segment[prompt]), placement.slot[prompt]);
  }
}
