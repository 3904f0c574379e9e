package dev.lamina.plugins.transformers.forward;

import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.forward.pack.PackCost;
import dev.lamina.plugins.transformers.forward.pack.Packing;
import dev.lamina.plugins.transformers.forward.pack.Slice;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Measures how fast the first block of a model is: with few nodes, with many in short sequences,
 * and with many in long ones, on all threads at a time. It takes as long as some thousand tokens.
 */
public final class SpeedMeasurement {

  private static final int TURNS = 2;
  private static final long LEAST_NANOS = 80_000_000;
  private static final int FEW_NODES = 64;

  /** Of a pack in which the cost of a node is measured. */
  public static final int NODES = 256;

  private static final int SHORT = 16;
  private static final ActivationSink NOWHERE = (row, component, values) -> {};

  private final Architecture architecture;
  private final Parallel parallel;

  /**
   * @param architecture of one block
   */
  private SpeedMeasurement(Architecture architecture, Parallel parallel) {
    this.architecture = architecture;
    this.parallel = parallel;
  }

  /**
   * Measures the faster layout of linear maps, where there is a choice.
   *
   * @param architecture of one block
   * @param load reads the weights of the block, for a layout
   */
  public static Speed of(
      Architecture architecture, Function<Layout, RunnableModel> load, Parallel parallel) {
    SpeedMeasurement measurement = new SpeedMeasurement(architecture, parallel);
    long begin = System.nanoTime();
    try (RunnableModel model = load.apply(Layout.PACKED)) {
      double loading = (System.nanoTime() - begin) / 1e9;
      if (model.linear() == Layout.PLAIN) {
        return measurement.of(model, loading);
      }
      try (RunnableModel plain = load.apply(Layout.PLAIN)) {
        if (measurement.block(plain) < measurement.block(model)) {
          return measurement.of(plain, loading);
        }
      }
      return measurement.of(model, loading);
    }
  }

  /** Seconds of the block with many nodes. */
  private double block(RunnableModel model) {
    return sample(model, List.of(Component.RESID_POST), NODES, SHORT).seconds;
  }

  private Speed of(RunnableModel model, double loading) {
    Set<Part> read = Part.withoutHead(architecture.parts());
    PackCost beside = cost(model, List.of(Component.RESID_PRE));
    PackCost with = cost(model, List.of(Component.RESID_PRE, Component.RESID_POST));
    return new Speed(
        model.linear(), beside, with.less(beside), loading / architecture.parameters(read));
  }

  /** What a pack costs, in which some components are read. */
  private PackCost cost(RunnableModel model, List<Component> components) {
    Sample few = sample(model, components, FEW_NODES, SHORT);
    Sample apart = sample(model, components, NODES, SHORT);
    Sample together = sample(model, components, NODES, NODES);
    double perPair =
        together.pairs > apart.pairs
            ? Math.max(0, together.seconds - apart.seconds) / (together.pairs - apart.pairs)
            : 0;
    double perNode =
        apart.nodes > few.nodes
            ? (apart.seconds - few.seconds - perPair * (apart.pairs - few.pairs))
                / (apart.nodes - few.nodes)
            : 0;
    double fixed = few.seconds - perNode * few.nodes - perPair * few.pairs;
    return new PackCost(Math.max(0, fixed), Math.max(0, perNode), perPair);
  }

  /** What a pack took, of a number of nodes and of pairs that they look at. */
  private record Sample(double nodes, double pairs, double seconds) {}

  /** The best of some turns with a pack of sequences of a length, or of the model's longest. */
  private Sample sample(RunnableModel model, List<Component> components, int nodes, int wanted) {
    int length = Math.min(wanted, architecture.contextLength());
    Random random = new Random(nodes + length);
    int[] positions = IntStream.range(0, length).toArray();
    List<ModelInput> inputs =
        IntStream.range(0, Math.max(1, nodes / length))
            .mapToObj(
                row ->
                    new ModelInput(
                        row,
                        random.ints(length, 0, architecture.vocabulary()).toArray(),
                        positions,
                        Pooling.MEAN))
            .toList();
    CaptureRequest request = new CaptureRequest(inputs, components, List.of(0));
    Slice pack = Packing.together(inputs, architecture, PackCost.NONE);
    double best = Double.POSITIVE_INFINITY;
    long first = System.nanoTime();
    for (int turn = 0; turn < TURNS || System.nanoTime() - first < LEAST_NANOS; turn++) {
      long begin = System.nanoTime();
      parallel.map(
          Collections.nCopies(parallel.threads(), pack),
          same -> {
            model.capture(same, request, NOWHERE);
            return same.nodes();
          });
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    return new Sample(pack.nodes(), pack.pairs(), best);
  }
}
