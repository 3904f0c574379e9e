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
import dev.lamina.plugins.transformers.torch.Kernels;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the blocks need of a batch's positions: masks and angles, made once a batch and kept in its
 * scope.
 */
final class BatchArrays {

  private final NDManager manager;
  private final Attention attention;
  private final Optional<NDArray> relativeBias;
  private final Kernels kernels;
  private final DataType type;
  private final int sequences;
  private final int length;
  private final NDArray none;
  private final Map<OptionalInt, NDArray> masks = new HashMap<>();
  private final Map<Rotary, Turns> turns = new HashMap<>();
  private Optional<NDArray> bias = Optional.empty();

  /**
   * The cosines and sines of a rotation.
   *
   * @param cosines [length, dims / 2]
   * @param sines [length, dims / 2]
   */
  record Turns(NDArray cosines, NDArray sines) {}

  /**
   * @param manager the batch's scope
   * @param relativeBias [ranges of distances, heads]
   * @param type of the numbers that are computed with
   */
  BatchArrays(
      NDManager manager,
      Batch batch,
      Attention attention,
      Optional<NDArray> relativeBias,
      Kernels kernels,
      DataType type) {
    this.manager = manager;
    this.attention = attention;
    this.relativeBias = relativeBias;
    this.kernels = kernels;
    this.type = type;
    this.sequences = batch.sequences();
    this.length = batch.length();
    this.none = manager.create(new Shape(0), type);
  }

  int sequences() {
    return sequences;
  }

  /** Ids of tokens or rows, [n]. */
  NDArray ids(int[] ids) {
    return manager.create(ids);
  }

  /** The rotation of the sequences' positions. */
  Turns turns(Rotary rotary) {
    return turns.computeIfAbsent(
        rotary,
        wanted -> {
          Rotary.Table table = wanted.table(length);
          Shape shape = new Shape(length, table.dims() / 2);
          return new Turns(
              kept(create(table.cosines(), shape)), kept(create(table.sines(), shape)));
        });
  }

  /**
   * What is added to the scores of a block, [1 or heads, length, length]; empty where causality is
   * all there is to it.
   */
  NDArray mask(Block block) {
    boolean plain = reach(block).isEmpty() && attention.bias().isEmpty();
    return plain ? none : fullMask(block);
  }

  /** What is added to the scores of a block, causality included, [1 or heads, length, length]. */
  NDArray fullMask(Block block) {
    return masks.computeIfAbsent(
        reach(block),
        reach -> {
          NDArray places = manager.arange(length).toType(type, false); // [length]
          NDArray seen = kernels.mask(places, reach.orElse(length), attention.direction());
          return kept(attention.bias().isPresent() ? seen.add(bias()) : seen);
        });
  }

  /** A block's window, if it hides anything of sequences of this length. */
  private OptionalInt reach(Block block) {
    boolean hides = block.reach().isPresent() && block.reach().getAsInt() < length - 1;
    return hides ? block.reach() : OptionalInt.empty();
  }

  /** [heads, 1 or length, length]. */
  private NDArray bias() {
    if (bias.isEmpty()) {
      PositionBias how = attention.bias().orElseThrow();
      bias =
          Optional.of(
              kept(
                  how instanceof PositionBias.Alibi alibi
                      ? create(alibi.table(length), new Shape(alibi.heads(), 1, length))
                      : relative((PositionBias.RelativeBuckets) how)));
    }
    return bias.get();
  }

  private NDArray relative(PositionBias.RelativeBuckets ranges) {
    NDArray ofPairs = kernels.embedding(relativeBias.orElseThrow(), ids(ranges.of(length)));
    return ofPairs.reshape(length, length, attention.heads()).transpose(2, 0, 1);
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
