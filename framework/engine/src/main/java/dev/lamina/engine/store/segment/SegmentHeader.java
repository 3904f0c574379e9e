package dev.lamina.engine.store.segment;

import java.util.List;

/**
 * What a segment says of itself, for people.
 *
 * @param model what people call it
 * @param positions which tokens are read and how they are pooled
 * @param dtype the type in which numbers are stored
 */
public record SegmentHeader(
    String model, String component, String positions, String dtype, List<Integer> layers) {

  public SegmentHeader {
    layers = List.copyOf(layers);
  }
}
