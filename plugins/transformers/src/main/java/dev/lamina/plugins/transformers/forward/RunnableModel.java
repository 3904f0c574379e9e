package dev.lamina.plugins.transformers.forward;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.plugins.transformers.family.Architecture;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Torch;
import dev.lamina.plugins.transformers.weights.Parameters;

/** A transformer with its weights in memory. Batches run one after the other. */
public final class RunnableModel implements LoadedModel {

  private final NDManager manager;
  private final Kernels kernels;
  private final Transformer transformer;

  private RunnableModel(NDManager manager, Kernels kernels, Transformer transformer) {
    this.manager = manager;
    this.kernels = kernels;
    this.transformer = transformer;
  }

  /**
   * Reads the weights.
   *
   * @throws dev.lamina.api.problem.RunFailedException if they cannot be read or are not finite
   */
  public static RunnableModel load(
      Torch torch, Device device, Architecture architecture, Parameters parameters) {
    NDManager manager = torch.scope(device);
    try {
      Kernels kernels = Kernels.load(manager);
      kernels.prepareThread();
      Weights weights = new WeightsLoader(manager, kernels, architecture, parameters).load();
      return new RunnableModel(manager, kernels, new Transformer(architecture, weights, kernels));
    } catch (Throwable e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public void capture(CaptureRequest request, ActivationSink sink) {
    kernels.prepareThread();
    for (Batch batch : Batch.of(request.inputs())) {
      try (NDManager scope = manager.newSubManager()) {
        Capture capture = new Capture(request, batch, kernels, scope);
        transformer.forward(batch, capture, scope);
        capture.deliver(sink);
      }
    }
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}
