package dev.lamina.plugins.transformers.weights;

import dev.lamina.plugins.transformers.architecture.Part;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tensors are the weights of which part of a transformer. */
public final class Parameters {

  private final Map<Part, List<Tensors>> parts;

  /**
   * The tensors of a part, which stand one under the other.
   *
   * @param weights [rows, columns] each, or [rows]
   * @param biases [rows] each; none where the part has no bias
   */
  public record Tensors(List<StoredTensor> weights, List<StoredTensor> biases) {

    /** Those of a part that one block lacks. */
    static final Tensors NONE = new Tensors(List.of(), List.of());

    public Tensors {
      weights = List.copyOf(weights);
      biases = List.copyOf(biases);
    }

    /** One of the weights alone, with its bias if there are biases. */
    public Tensors only(int place) {
      return new Tensors(
          List.of(weights.get(place)), biases.isEmpty() ? biases : List.of(biases.get(place)));
    }
  }

  Parameters(Map<Part, List<Tensors>> parts) {
    this.parts = Map.copyOf(parts);
  }

  /** The parts that have tensors. */
  public Set<Part> parts() {
    return parts.keySet();
  }

  /** Whether the transformer has a part. */
  public boolean has(Part part) {
    return parts.containsKey(part);
  }

  /** The tensors of a part that exists once. */
  public Tensors of(Part part) {
    return of(part, 0);
  }

  /** The tensors of a part of a block. */
  public Tensors of(Part part, int layer) {
    List<Tensors> blocks = parts.get(part);
    if (blocks == null) {
      throw new IllegalArgumentException("the transformer has no " + part);
    }
    return blocks.get(layer);
  }
}
