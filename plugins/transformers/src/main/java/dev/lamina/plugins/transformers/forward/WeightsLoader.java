package dev.lamina.plugins.transformers.forward;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.lamina.plugins.transformers.family.Architecture;
import dev.lamina.plugins.transformers.family.Part;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Linear;
import dev.lamina.plugins.transformers.torch.Norm;
import dev.lamina.plugins.transformers.torch.TensorReader;
import dev.lamina.plugins.transformers.weights.Parameters;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads a transformer's weights, a part at a time, so that nothing is held twice. */
final class WeightsLoader {

  private final NDManager manager;
  private final Kernels kernels;
  private final Architecture architecture;
  private final Parameters parameters;

  /**
   * @param manager what the weights will belong to
   */
  WeightsLoader(
      NDManager manager, Kernels kernels, Architecture architecture, Parameters parameters) {
    this.manager = manager;
    this.kernels = kernels;
    this.architecture = architecture;
    this.parameters = parameters;
  }

  Weights load() {
    return new Weights(
        embedding(Part.TOKEN_EMBEDDING).orElseThrow(),
        embedding(Part.POSITION_EMBEDDING).orElseThrow(),
        embedding(Part.TOKEN_TYPE_EMBEDDING),
        norm(Part.EMBEDDING_NORM),
        IntStream.range(0, architecture.layers()).mapToObj(this::block).toList(),
        norm(Part.FINAL_NORM));
  }

  private Weights.Block block(int layer) {
    return new Weights.Block(
        norm(Part.ATTENTION_NORM, layer),
        linear(Part.QKV, layer),
        linear(Part.ATTENTION_OUTPUT, layer),
        norm(Part.MLP_NORM, layer),
        linear(Part.MLP_UP, layer),
        linear(Part.MLP_DOWN, layer));
  }

  private Optional<NDArray> embedding(Part part) {
    if (!parameters.has(part)) {
      return Optional.empty();
    }
    return Optional.of(read(parameters.of(part).weights()));
  }

  private Optional<Norm> norm(Part part) {
    return parameters.has(part) ? Optional.of(norm(part, 0)) : Optional.empty();
  }

  private Norm norm(Part part, int layer) {
    Parameters.Tensors tensors = parameters.of(part, layer);
    return new Norm(read(tensors.weights()), read(tensors.biases()), architecture.normEps());
  }

  private Linear linear(Part part, int layer) {
    Parameters.Tensors tensors = parameters.of(part, layer);
    return new Linear(read(tensors.weights()), read(tensors.biases()));
  }

  /** The tensors one under the other. */
  private NDArray read(List<StoredTensor> tensors) {
    try (NDManager scope = manager.newSubManager(Device.cpu())) {
      TensorReader reader = new TensorReader(scope, kernels);
      NDList read = new NDList(tensors.stream().map(reader::read).toArray(NDArray[]::new));
      NDArray joined = read.size() == 1 ? read.singletonOrThrow() : NDArrays.concat(read);
      NDArray placed = joined.toDevice(manager.getDevice(), false);
      placed.attach(manager);
      return placed;
    }
  }
}
