package dev.lamina.plugins.transformers.forward;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.forward.pack.Pack;
import dev.lamina.plugins.transformers.forward.pack.PackCost;
import dev.lamina.plugins.transformers.forward.pack.Packing;
import dev.lamina.plugins.transformers.forward.pack.Slice;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Linear;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import dev.lamina.plugins.transformers.torch.TensorReader;
import dev.lamina.plugins.transformers.torch.Torch;
import dev.lamina.plugins.transformers.weights.FileStates;
import dev.lamina.plugins.transformers.weights.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A transformer with its weights in memory. Packs of tokens run side by side. */
public final class RunnableModel implements LoadedModel {

  private final NDManager manager;
  private final Kernels kernels;
  private final Architecture architecture;
  private final Weights weights;
  private final WeightsLoader loader;
  private final FileStates files;
  private final Transformer transformer;
  private final DataType type;
  private final Parallel parallel;
  private final Schedule schedule;
  private Optional<Unembedding> unembedding = Optional.empty();

  private RunnableModel(
      NDManager manager,
      Kernels kernels,
      Architecture architecture,
      WeightsLoader loader,
      FileStates files,
      DataType type,
      Parallel parallel,
      Schedule schedule) {
    this.manager = manager;
    this.kernels = kernels;
    this.architecture = architecture;
    this.loader = loader;
    this.files = files;
    this.weights = files.unchanged(loader::load);
    this.transformer = new Transformer(architecture, weights, kernels);
    this.type = type;
    this.parallel = parallel;
    this.schedule = schedule;
  }

  /**
   * Reads the weights, but for those of the head.
   *
   * @param files what the files of the weights must still be
   * @param type what is computed with: float32 or float64
   * @param speed how fast it is here
   * @throws dev.lamina.api.problem.RunFailedException if they cannot be read or are not finite
   */
  public static RunnableModel load(
      Torch torch,
      Device device,
      DataType type,
      Architecture architecture,
      Parameters parameters,
      FileStates files,
      Parallel parallel,
      Speed speed) {
    NDManager manager = torch.scope(device);
    try {
      Kernels kernels = Kernels.load(manager, speed.linear(), type);
      kernels.prepareThread(manager);
      TensorReader reader = new TensorReader(manager, kernels, type);
      WeightsLoader loader = new WeightsLoader(reader, architecture, parameters, kernels, files);
      Schedule schedule = new Schedule(architecture, speed, parallel.threads());
      return new RunnableModel(
          manager, kernels, architecture, loader, files, type, parallel, schedule);
    } catch (EngineException e) {
      manager.close();
      throw new RunFailedException("PyTorch cannot hold the model: " + Torch.reason(e), e);
    } catch (Throwable e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public void capture(CaptureRequest request, ActivationSink sink) {
    parallel.map(
        schedule.packs(request).slices(),
        slice -> {
          capture(slice, request, sink);
          return slice.nodes();
        });
  }

  /** Runs one pack. */
  void capture(Slice slice, CaptureRequest request, ActivationSink sink) {
    int blocks = Capture.blocks(request, architecture.layers());
    run(
        slice.pack(architecture),
        request,
        (capture, arrays) -> {
          NDArray x = transformer.forward(blocks, arrays, capture);
          if (request.components().contains(Component.LN_FINAL)) {
            capture.at(Component.LN_FINAL, blocks - 1, transformer.finish(x));
          }
          capture.deliver(sink);
          sink.ran(slice.nodes());
          return blocks;
        });
  }

  /** How the linear maps of the blocks are laid out. */
  Layout linear() {
    return kernels.layout();
  }

  @Override
  public Optional<float[]> nextTokenLogits(int[] ids) {
    kernels.prepareThread(manager);
    try {
      if (!readUnembedding()) {
        return Optional.empty();
      }
    } catch (EngineException e) {
      throw new RunFailedException("PyTorch cannot hold the head: " + Torch.reason(e), e);
    }
    ModelInput input = new ModelInput(0, ids, new int[] {ids.length - 1}, Pooling.EACH);
    CaptureRequest nothing = new CaptureRequest(List.of(input), List.of(), List.of());
    float[] logits =
        run(
            Packing.together(List.of(input), architecture, PackCost.NONE).pack(architecture),
            nothing,
            (capture, arrays) -> {
              NDArray x = transformer.forward(architecture.layers(), arrays, capture);
              NDArray last = transformer.finish(x.get("-1:")); // [1, d_model]
              return unembedding
                  .orElseThrow()
                  .logits(last, kernels)
                  .toType(DataType.FLOAT32, false)
                  .toFloatArray();
            });
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new RunFailedException("the logits are NaN or infinite");
      }
    }
    return Optional.of(logits);
  }

  /** Reads what is needed for logits alone, once; false if there is no such thing. */
  private synchronized boolean readUnembedding() {
    if (unembedding.isEmpty() && architecture.logits().isPresent() && hasHead()) {
      Linear head =
          architecture.parts().contains(Part.LM_HEAD)
              ? files.unchanged(() -> loader.linear(Part.LM_HEAD)).orElseThrow()
              : loader.tied(weights.tokens().table());
      Optional<Linear> projection = files.unchanged(() -> loader.linear(Part.OUTPUT_PROJECTION));
      unembedding = Optional.of(new Unembedding(architecture.logits().get(), projection, head));
    }
    return unembedding.isPresent();
  }

  /** Whether the files have what the architecture needs for logits. */
  private boolean hasHead() {
    return Stream.of(Part.LM_HEAD, Part.OUTPUT_PROJECTION)
        .allMatch(part -> loader.has(part) || !architecture.parts().contains(part));
  }

  private <T> T run(Pack pack, CaptureRequest request, BiFunction<Capture, PackArrays, T> work) {
    kernels.prepareThread(manager);
    try (NDManager scope = manager.newSubManager()) {
      PackArrays arrays =
          new PackArrays(
              scope, pack, architecture.attention(), weights.relativeBias(), kernels, type);
      return work.apply(new Capture(request, pack, kernels, scope), arrays);
    } catch (EngineException e) {
      throw new RunFailedException(
          "PyTorch failed on %d tokens at a time: %s".formatted(pack.ids().length, Torch.reason(e)),
          e);
    }
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}
