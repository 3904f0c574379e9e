package dev.lamina.plugins.transformers.forward.pack;

import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import java.util.Arrays;
import java.util.List;

/**
 * Tokens that are run together, n nodes. Those of a causal model are a prefix tree in depth-first
 * order, which has each beginning that prompts share once; those of a bidirectional model are
 * sequences one after the other. A node sees itself and its ancestors, or its sequence.
 *
 * @param members the prompts, at least one
 * @param pooling how the positions that are read become rows, of all members
 * @param ids the nodes' token ids, [n]
 * @param rows the nodes' rows of the position embedding, [n]
 * @param depths the nodes' positions in their prompts, [n]
 * @param seenFrom the first node that may see this one, [n]
 * @param seenUntil the node behind the last that may see this one, [n]
 * @param tiles all nodes, in order, with all that they see
 * @param longest tokens of the longest prompt, those that are not run included
 */
public record Pack(
    List<Member> members,
    Pooling pooling,
    int[] ids,
    int[] rows,
    int[] depths,
    int[] seenFrom,
    int[] seenUntil,
    List<Tile> tiles,
    int longest) {

  /**
   * A prompt of the pack.
   *
   * @param path the nodes of its tokens, up to the last that is run
   */
  public record Member(ModelInput input, int[] path) {

    /** The positions that are read, and the prompt's own tokens. */
    public Tile tile() {
      return new Tile(
          Arrays.stream(input.positions()).map(position -> path[position]).toArray(), path);
    }
  }

  /**
   * A part of attention: some nodes that look, and others that they look at.
   *
   * @param queries nodes
   * @param keys nodes; of those that a query does not see, the mask says so
   */
  public record Tile(int[] queries, int[] keys) {}

  public Pack {
    members = List.copyOf(members);
    tiles = List.copyOf(tiles);
  }

  /** Whether a node sees another. */
  public boolean sees(int query, int key) {
    return query >= seenFrom[key] && query < seenUntil[key];
  }

  /** The nodes that are read, member after member, [count]. */
  public int[] readNodes() {
    return members.stream().flatMapToInt(one -> Arrays.stream(one.tile().queries())).toArray();
  }

  /** Rows of activations that it gives. */
  public long capturedRows() {
    return members.stream().mapToLong(member -> member.input().rows()).sum();
  }

  /** Where each member's nodes begin among {@link #readNodes()}, [members]. */
  public int[] readStarts() {
    int[] starts = new int[members.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + members.get(i - 1).input().positions().length;
    }
    return starts;
  }
}
