package dev.lamina.plugins.transformers.family;

import dev.lamina.plugins.transformers.architecture.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a family's tensors are called.
 *
 * @param prefixes what may stand before all names, because the model was saved inside another
 * @param parts each part's tensors, without prefix and {@code .weight}, a block's number as {@code
 *     {}}, a head's as {@code {h}}, other spellings behind {@code |}; several are stacked, one
 *     under the other
 * @param orientation how linear weights are stored
 * @param unused beginnings or ends of the names of tensors that a file may hold besides: heads, and
 *     buffers that are not parameters
 */
public record Names(
    List<String> prefixes,
    Map<Part, List<String>> parts,
    Orientation orientation,
    List<String> unused) {

  /** How linear weights are stored. */
  public enum Orientation {
    /** [outputs, inputs], as {@code torch.nn.Linear}. */
    OUTPUTS_FIRST,
    /** [inputs, outputs], as transformers' {@code Conv1D}. */
    INPUTS_FIRST
  }

  public Names {
    prefixes = List.copyOf(prefixes);
    parts = Map.copyOf(parts);
    unused = List.copyOf(unused);
  }

  /** Names that stand alone or behind a prefix. */
  public static Names behind(String prefix) {
    return new Names(List.of("", prefix), Map.of(), Orientation.OUTPUTS_FIRST, List.of());
  }

  /** Names a part's tensors. */
  public Names with(Part part, String... names) {
    Map<Part, List<String>> more = new EnumMap<>(Part.class);
    more.putAll(parts);
    more.put(part, List.of(names));
    return new Names(prefixes, more, orientation, unused);
  }

  /** Adds tensors that a file may hold besides. */
  public Names besides(String... beginningsOrEnds) {
    List<String> more = new ArrayList<>(unused);
    more.addAll(List.of(beginningsOrEnds));
    return new Names(prefixes, parts, orientation, more);
  }

  /** Linear weights are stored [inputs, outputs]. */
  public Names inputsFirst() {
    return new Names(prefixes, parts, Orientation.INPUTS_FIRST, unused);
  }

  /**
   * The names of a part's tensors in one block; the block does not matter to others.
   *
   * @param heads how many heads have a tensor of their own, where they do
   */
  public List<String> of(Part part, int layer, int heads) {
    List<String> names = new ArrayList<>();
    for (String pattern : parts.getOrDefault(part, List.of())) {
      String name = pattern.replace("{}", Integer.toString(layer));
      if (name.contains("{h}")) {
        for (int head = 0; head < heads; head++) {
          names.add(name.replace("{h}", Integer.toString(head)));
        }
      } else {
        names.add(name);
      }
    }
    return names;
  }

  /** The spellings of a name. */
  public static List<String> alternatives(String name) {
    return List.of(name.split("\\|"));
  }

  /** The usual spelling of a name. */
  public static String first(String name) {
    return alternatives(name).get(0);
  }

  /** Whether a tensor may be left aside without a word. */
  public boolean isUnused(String tensor) {
    return unused.stream().anyMatch(name -> tensor.startsWith(name) || tensor.endsWith(name));
  }
}
