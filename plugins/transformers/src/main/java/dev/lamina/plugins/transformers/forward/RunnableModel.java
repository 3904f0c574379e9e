package dev.lamina.plugins.transformers.forward;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.transformers.family.Architecture;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Torch;
import dev.lamina.plugins.transformers.weights.Parameters;

/** A transformer with its weights in memory. Batches run side by side. */
public final class RunnableModel implements LoadedModel {

  private final NDManager manager;
  private final Kernels kernels;
  private final Transformer transformer;
  private final Parallel parallel;

  private RunnableModel(
      NDManager manager, Kernels kernels, Transformer transformer, Parallel parallel) {
    this.manager = manager;
    this.kernels = kernels;
    this.transformer = transformer;
    this.parallel = parallel;
  }

  /**
   * Reads the weights.
   *
   * @throws dev.lamina.api.problem.RunFailedException if they cannot be read or are not finite
   */
  public static RunnableModel load(
      Torch torch,
      Device device,
      Architecture architecture,
      Parameters parameters,
      Parallel parallel) {
    NDManager manager = torch.scope(device);
    try {
      Kernels kernels = Kernels.load(manager);
      kernels.prepareThread();
      Weights weights = new WeightsLoader(manager, kernels, architecture, parameters).load();
      Transformer transformer = new Transformer(architecture, weights, kernels);
      return new RunnableModel(manager, kernels, transformer, parallel);
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
        Batch.of(request.inputs()),
        batch -> {
          run(batch, request, sink);
          return batch.sequences();
        });
  }

  private void run(Batch batch, CaptureRequest request, ActivationSink sink) {
    kernels.prepareThread();
    try (NDManager scope = manager.newSubManager()) {
      Capture capture = new Capture(request, batch, kernels, scope);
      transformer.forward(batch, capture, scope);
      capture.deliver(sink);
    } catch (EngineException e) {
      throw new RunFailedException(
          "PyTorch failed on a batch of %d x %d tokens: %s"
              .formatted(batch.sequences(), batch.length(), Torch.reason(e)),
          e);
    }
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}
