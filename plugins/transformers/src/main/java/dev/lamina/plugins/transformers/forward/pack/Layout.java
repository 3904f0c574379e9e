package dev.lamina.plugins.transformers.forward.pack;

import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.architecture.Embedding.Positions;
import dev.lamina.plugins.transformers.forward.pack.Pack.Tile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays out the nodes of a pack. */
final class Layout {

  private final List<Item> items;
  private final Positions positions;
  private final int[] ids;
  private final int[] rows;
  private final int[] depths;
  private final int[] seenFrom;
  private final int[] seenUntil;
  private final List<Pack.Member> members = new ArrayList<>();
  private int count;

  Layout(List<Item> items, int nodes, Positions positions) {
    this.items = items;
    this.positions = positions;
    this.ids = new int[nodes];
    this.rows = new int[nodes];
    this.depths = new int[nodes];
    this.seenFrom = new int[nodes];
    this.seenUntil = new int[nodes];
  }

  /**
   * The prefix tree of items that are in the order of their token ids. A node is seen by those of
   * its subtree, which follow it without a gap.
   */
  Pack tree(Pooling pooling) {
    int[] parents = new int[ids.length];
    int[] path = {};
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      int shared = i == 0 ? 0 : item.shared(items.get(i - 1));
      endSubtrees(path, shared);
      path = Arrays.copyOf(path, item.ids().length);
      for (int node : append(item, shared)) {
        int depth = depths[node];
        path[depth] = node;
        parents[node] = depth == 0 ? -1 : path[depth - 1];
        seenFrom[node] = node;
      }
      join(item, path.clone());
    }
    endSubtrees(path, 0);
    return pack(pooling, Tiling.ofTree(parents));
  }

  /** No further node sees those of a path from a depth on. */
  private void endSubtrees(int[] path, int depth) {
    for (int i = depth; i < path.length; i++) {
      seenUntil[path[i]] = count;
    }
  }

  /** One sequence after the other. A node is seen by all of its sequence. */
  Pack sequences(Pooling pooling) {
    int[] ends = new int[items.size()];
    for (int i = 0; i < ends.length; i++) {
      int begin = count;
      int[] path = append(items.get(i), 0);
      Arrays.fill(seenFrom, begin, count, begin);
      Arrays.fill(seenUntil, begin, count, count);
      ends[i] = count;
      join(items.get(i), path);
    }
    return pack(pooling, Tiling.ofSequences(ends));
  }

  /** Adds an item's tokens from a depth on; their nodes. */
  private int[] append(Item item, int from) {
    int[] itemRows = positions.of(item.ids());
    int[] nodes = new int[item.ids().length - from];
    for (int depth = from; depth < item.ids().length; depth++) {
      ids[count] = item.ids()[depth];
      rows[count] = itemRows[depth];
      depths[count] = depth;
      nodes[depth - from] = count++;
    }
    return nodes;
  }

  private void join(Item item, int[] path) {
    item.inputs().forEach(input -> members.add(new Pack.Member(input, path)));
  }

  private Pack pack(Pooling pooling, List<Tile> tiles) {
    int longest = items.stream().mapToInt(Item::longest).max().orElseThrow();
    return new Pack(members, pooling, ids, rows, depths, seenFrom, seenUntil, tiles, longest);
  }
}
