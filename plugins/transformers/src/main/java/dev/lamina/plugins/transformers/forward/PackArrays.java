package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lamina.plugins.transformers.architecture.Attention;
import dev.lamina.plugins.transformers.architecture.Block;
import dev.lamina.plugins.transformers.architecture.PositionBias;
import dev.lamina.plugins.transformers.architecture.Rotary;
import dev.lamina.plugins.transformers.forward.pack.Pack;
import dev.lamina.plugins.transformers.forward.pack.Pack.Tile;
import dev.lamina.plugins.transformers.torch.Kernels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the blocks need of a pack's tree: masks and angles, made once a pack and kept in its scope.
 */
final class PackArrays {

  private final NDManager manager;
  private final Pack pack;
  private final Attention attention;
  private final Optional<NDArray> relativeBias;
  private final Kernels kernels;
  private final DataType type;
  private final List<NDArray> keys;
  private final Map<OptionalInt, List<NDArray>> masks = new HashMap<>();
  private final Map<Rotary, Turns> turns = new HashMap<>();

  /**
   * The cosines and sines of a rotation.
   *
   * @param cosines [n, dims / 2]
   * @param sines [n, dims / 2]
   */
  record Turns(NDArray cosines, NDArray sines) {}

  /**
   * @param manager the pack's scope
   * @param relativeBias [ranges of distances, heads]
   * @param type of the numbers that are computed with
   */
  PackArrays(
      NDManager manager,
      Pack pack,
      Attention attention,
      Optional<NDArray> relativeBias,
      Kernels kernels,
      DataType type) {
    this.manager = manager;
    this.pack = pack;
    this.attention = attention;
    this.relativeBias = relativeBias;
    this.kernels = kernels;
    this.type = type;
    this.keys = pack.tiles().stream().map(tile -> manager.create(tile.keys())).toList();
  }

  Pack pack() {
    return pack;
  }

  /** The pack's scope. */
  NDManager manager() {
    return manager;
  }

  /** Ids of tokens or rows, [n]. */
  NDArray ids(int[] ids) {
    return manager.create(ids);
  }

  /** The rotation of the nodes' depths. */
  Turns turns(Rotary rotary) {
    return turns.computeIfAbsent(
        rotary,
        wanted -> {
          Rotary.Table table = wanted.table(pack.longest());
          return new Turns(
              kept(byNode(table.cosines(), table.dims() / 2)),
              kept(byNode(table.sines(), table.dims() / 2)));
        });
  }

  /** A row of a table for each node, by its depth, [n, width]. */
  private NDArray byNode(float[] table, int width) {
    float[] rows = new float[pack.ids().length * width];
    for (int node = 0; node < pack.ids().length; node++) {
      int depth = pack.depths()[node];
      System.arraycopy(table, depth * width, rows, node * width, width);
    }
    return create(rows, new Shape(pack.ids().length, width));
  }

  /** The nodes that the pack's tiles look at, [keys] each. */
  List<NDArray> keys() {
    return keys;
  }

  /** What is added to the scores of the pack's tiles, [1 or heads, queries, keys] each. */
  List<NDArray> masks(Block block) {
    return masks.computeIfAbsent(
        block.reach(),
        reach -> pack.tiles().stream().map(tile -> kept(mask(block, tile))).toList());
  }

  /** What is added to the scores of a tile, [1 or heads, queries, keys]. */
  NDArray mask(Block block, Tile tile) {
    int reach = block.reach().orElse(Integer.MAX_VALUE);
    int[] queries = tile.queries();
    int[] keysOf = tile.keys();
    float[] mask = new float[Math.multiplyExact(queries.length, keysOf.length)];
    for (int i = 0; i < queries.length; i++) {
      for (int j = 0; j < keysOf.length; j++) {
        int far = Math.abs(pack.depths()[queries[i]] - pack.depths()[keysOf[j]]);
        boolean seen = pack.sees(queries[i], keysOf[j]) && far <= reach;
        mask[i * keysOf.length + j] = seen ? 0 : Float.NEGATIVE_INFINITY;
      }
    }
    NDArray added = create(mask, new Shape(1, queries.length, keysOf.length));
    return attention
        .bias()
        .map(how -> added.add(bias(how, depths(queries), depths(keysOf))))
        .orElse(added);
  }

  private int[] depths(int[] of) {
    int[] depths = new int[of.length];
    for (int i = 0; i < of.length; i++) {
      depths[i] = pack.depths()[of[i]];
    }
    return depths;
  }

  /** [heads, 1 or queries, keys]. */
  private NDArray bias(PositionBias how, int[] queries, int[] keys) {
    if (how instanceof PositionBias.Alibi alibi) {
      return create(alibi.table(keys), new Shape(alibi.heads(), 1, keys.length));
    }
    PositionBias.RelativeBuckets ranges = (PositionBias.RelativeBuckets) how;
    NDArray ofPairs = kernels.embedding(relativeBias.orElseThrow(), ids(ranges.of(queries, keys)));
    return ofPairs.reshape(queries.length, keys.length, attention.heads()).transpose(2, 0, 1);
  }

  private NDArray create(float[] numbers, Shape shape) {
    return manager.create(numbers, shape).toType(type, false);
  }

  /** Keeps an array when the block that asked for it first has ended. */
  private static NDArray kept(NDArray array) {
    NDScope.unregister(array);
    return array;
  }
}
