package dev.lamina.plugins.transformers.forward.pack;

import dev.lamina.plugins.transformers.forward.pack.Pack.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts the nodes of a pack into tiles of attention. Most pairs of nodes of a pack do not see each
 * other: of a run of nodes in depth-first order, all see but each other and the ancestors of the
 * first.
 */
final class Tiling {

  /** Queries of a tile: fewer are many calls, more are many pairs that do not see each other. */
  static final int QUERIES = 64;

  private Tiling() {}

  /**
   * Tiles of a tree.
   *
   * @param parents the node before each in its prompts, -1 for none, [n]
   */
  static List<Tile> ofTree(int[] parents) {
    int nodes = parents.length;
    int count = (nodes + QUERIES - 1) / QUERIES;
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int begin = (int) ((long) nodes * i / count);
      int end = (int) ((long) nodes * (i + 1) / count);
      IntStream ancestors =
          IntStream.iterate(parents[begin], node -> node >= 0, node -> parents[node]);
      tiles.add(
          new Tile(
              IntStream.range(begin, end).toArray(),
              IntStream.concat(ancestors, IntStream.range(begin, end)).toArray()));
    }
    return tiles;
  }

  /**
   * Tiles of sequences, each whole in one.
   *
   * @param ends behind each sequence's last node, ascending
   */
  static List<Tile> ofSequences(int[] ends) {
    List<Tile> tiles = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < ends.length; i++) {
      boolean full = i == ends.length - 1 || ends[i + 1] - begin > QUERIES;
      if (full) {
        int[] nodes = IntStream.range(begin, ends[i]).toArray();
        tiles.add(new Tile(nodes, nodes));
        begin = ends[i];
      }
    }
    return tiles;
  }
}
