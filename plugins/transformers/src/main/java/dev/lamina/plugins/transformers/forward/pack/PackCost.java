package dev.lamina.plugins.transformers.forward.pack;

/**
 * What a pack costs a block of the model, in seconds of one thread: the matrix products are linear
 * in the nodes, attention in the pairs of queries and keys of its tiles.
 *
 * @param fixed of any pack
 * @param perNode of a node
 * @param perPair of a query and a key
 */
public record PackCost(double fixed, double perNode, double perPair) {

  /** Seconds of a pack. */
  public double seconds(long nodes, long pairs) {
    return fixed + perNode * nodes + perPair * pairs;
  }
}
