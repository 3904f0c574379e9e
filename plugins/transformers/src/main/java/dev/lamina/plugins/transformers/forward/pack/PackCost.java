package dev.lamina.plugins.transformers.forward.pack;

/**
 * What a pack costs, in seconds of one thread: the matrix products are linear in the nodes,
 * attention in the pairs of queries and keys of its tiles.
 *
 * @param fixed of any pack
 * @param perNode of a node
 * @param perPair of a query and a key
 */
public record PackCost(double fixed, double perNode, double perPair) {

  public PackCost {
    double sum = fixed + perNode + perPair;
    if (!(Math.min(fixed, Math.min(perNode, perPair)) >= 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "no cost: %s, %s a node, %s a pair".formatted(fixed, perNode, perPair));
    }
  }

  /** Of packs that are not compared. */
  public static final PackCost NONE = new PackCost(0, 0, 0);

  /** What this and another, several times, cost together. */
  public PackCost plus(PackCost other, int times) {
    return new PackCost(
        fixed + times * other.fixed,
        perNode + times * other.perNode,
        perPair + times * other.perPair);
  }

  /** What this costs more than another; nothing less. */
  public PackCost less(PackCost other) {
    return new PackCost(
        Math.max(0, fixed - other.fixed),
        Math.max(0, perNode - other.perNode),
        Math.max(0, perPair - other.perPair));
  }

  /** Seconds of a pack. */
  public double seconds(long nodes, long pairs) {
    return fixed + perNode * nodes + perPair * pairs;
  }
}
