package dev.lamina.plugins.transformers.forward;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.Forecast;
import dev.lamina.api.model.HookPoint;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.forward.pack.Packing;
import dev.lamina.plugins.transformers.forward.pack.Packs;
import dev.lamina.plugins.transformers.forward.pack.Slice;
import dev.lamina.plugins.transformers.weights.Parameters;
import java.util.List;
import java.util.Set;

/**
 * Divides requests into packs, and tells beforehand what they take.
 *
 * @param threads how many packs are run at a time
 */
public record Schedule(Architecture architecture, Speed speed, int threads) {

  /** Numbers that a pack hands over, unless a single prompt has more: 32 MiB. */
  private static final long MOST_NUMBERS = 1L << 23;

  /**
   * Numbers of a block's arrays: 25 MiB in float32, which are 512 nodes of GPT-2 small. With more,
   * they do not stay in the processor's caches, and memory grows.
   */
  private static final long MOST_BLOCK_NUMBERS = 25L << 18;

  /** The packs of a request. */
  Packs packs(CaptureRequest request) {
    int blocks = Capture.blocks(request, architecture.layers());
    long mostRows = Math.max(1, MOST_NUMBERS / Math.max(1, numbersPerRow(request)));
    return new Packing(architecture, speed.of(blocks), threads)
        .packs(request.inputs(), MOST_BLOCK_NUMBERS / numbersPerNode(), mostRows);
  }

  /**
   * What requests will take, the reading of the weights included.
   *
   * @param bytes of a number that is computed with
   */
  public Forecast forecast(List<CaptureRequest> requests, Parameters parameters, int bytes) {
    Set<Part> weights = Part.withoutHead(parameters.parts());
    double seconds = speed.secondsPerWeight() * architecture.parameters(weights);
    if (TokenEmbedding.staysInFile(parameters.of(Part.TOKEN_EMBEDDING).weights())) {
      weights.remove(Part.TOKEN_EMBEDDING);
    }
    long tokens = 0;
    long mostBytes = 0;
    for (CaptureRequest request : requests) {
      Packs packs = packs(request);
      tokens += packs.nodes();
      seconds += packs.seconds();
      for (Slice slice : packs.slices()) {
        mostBytes = Math.max(mostBytes, bytes(slice, request, bytes));
      }
    }
    return new Forecast(
        tokens, seconds, bytes * architecture.parameters(weights) + threads * mostBytes);
  }

  /** What a pack's arrays take at a time: those of a block, and the rows that it gives, twice. */
  private long bytes(Slice slice, CaptureRequest request, int bytes) {
    long rows = slice.rows();
    boolean patterns =
        request.components().contains(Component.PATTERN)
            || request.components().contains(Component.ATTN_SCORES);
    long pairs = patterns ? (long) request.keys() * request.keys() : 0; // of a member at a time
    return slice.nodes() * numbersPerNode() * bytes
        + 3L * architecture.attention().heads() * pairs * bytes
        + 2 * rows * numbersPerRow(request) * Float.BYTES;
  }

  /** Numbers of a node that a block's arrays hold at a time. */
  private long numbersPerNode() {
    long hidden = (architecture.mlp().gated() ? 2L : 1L) * architecture.mlp().width();
    long heads = architecture.attention().qWidth() + 2L * architecture.attention().kvWidth();
    return 6L * architecture.dModel() + 2 * heads + hidden;
  }

  /** Numbers of a row of all that is asked for. */
  private long numbersPerRow(CaptureRequest request) {
    long numbers = 0;
    for (HookPoint point : architecture.hookPoints()) {
      Component component = point.component();
      if (request.components().contains(component)) {
        numbers += (long) request.layersOf(component) * point.width(request.keys());
      }
    }
    return numbers;
  }
}
