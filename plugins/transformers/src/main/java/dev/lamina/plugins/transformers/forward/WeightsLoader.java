package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.lamina.plugins.transformers.architecture.Architecture;
import dev.lamina.plugins.transformers.architecture.Attention.HeadNorm;
import dev.lamina.plugins.transformers.architecture.Normalization;
import dev.lamina.plugins.transformers.architecture.Part;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Linear;
import dev.lamina.plugins.transformers.torch.Linear.Layout;
import dev.lamina.plugins.transformers.torch.Norm;
import dev.lamina.plugins.transformers.torch.TensorReader;
import dev.lamina.plugins.transformers.torch.TensorReader.Staging;
import dev.lamina.plugins.transformers.weights.FileStates;
import dev.lamina.plugins.transformers.weights.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads a transformer's weights, a part at a time, so that nothing is held twice. */
final class WeightsLoader {

  private final TensorReader reader;
  private final Architecture architecture;
  private final Parameters parameters;
  private final Kernels kernels;
  private final FileStates files;
  private final NDArray none;

  /**
   * @param reader whose arrays will be the weights
   * @param files what the files of the weights must still be
   */
  WeightsLoader(
      TensorReader reader,
      Architecture architecture,
      Parameters parameters,
      Kernels kernels,
      FileStates files) {
    this.reader = reader;
    this.architecture = architecture;
    this.parameters = parameters;
    this.kernels = kernels;
    this.files = files;
    this.none = reader.empty();
  }

  Weights load() {
    try (Staging staging = reader.staging()) {
      return new Weights(
          new TokenEmbedding(reader, kernels, parameters.of(Part.TOKEN_EMBEDDING).weights(), files),
          embedding(Part.POSITION_EMBEDDING),
          embedding(Part.TOKEN_TYPE_EMBEDDING),
          norm(Part.EMBEDDING_NORM, 0),
          linear(Part.EMBEDDING_PROJECTION),
          embedding(Part.RELATIVE_BIAS),
          IntStream.range(0, architecture.layers())
              .mapToObj(layer -> block(layer, staging))
              .toList(),
          norm(Part.FINAL_NORM, 0));
    }
  }

  private Weights.BlockWeights block(int layer, Staging staging) {
    List<Linear> mlp = apart(Part.MLP_UP, layer, staging);
    return new Weights.BlockWeights(
        norm(Part.ATTENTION_NORM, layer),
        laidOut(Part.QKV, layer, staging),
        norm(Part.Q_NORM, layer),
        norm(Part.K_NORM, layer),
        laidOut(Part.ATTENTION_OUTPUT, layer, staging),
        norm(Part.ATTENTION_OUTPUT_NORM, layer),
        norm(Part.ATTENTION_SUM_NORM, layer),
        norm(Part.MLP_NORM, layer),
        mlp.get(0),
        mlp.stream().skip(1).findFirst(),
        laidOut(Part.MLP_DOWN, layer, staging),
        norm(Part.MLP_OUTPUT_NORM, layer),
        norm(Part.MLP_SUM_NORM, layer));
  }

  private Optional<NDArray> embedding(Part part) {
    return parameters.has(part)
        ? Optional.of(reader.read(parameters.of(part).weights()))
        : Optional.empty();
  }

  /** Whether the files have a part. */
  boolean has(Part part) {
    return parameters.has(part);
  }

  /** A linear map that exists once; empty if the architecture or the file lacks it. */
  Optional<Linear> linear(Part part) {
    return parameters.has(part) ? Optional.of(linear(part, 0)) : Optional.empty();
  }

  /** The token embedding as a map to the vocabulary. */
  Linear tied(NDArray tokens) {
    return new Linear(tokens, none, Layout.PLAIN);
  }

  /** The maps of a part that stand one under the other, each by itself. */
  private List<Linear> apart(Part part, int layer, Staging staging) {
    Parameters.Tensors tensors = parameters.of(part, layer);
    int count = architecture.rows(part).length;
    boolean apart =
        tensors.weights().size() == count
            && (tensors.biases().isEmpty() || tensors.biases().size() == count);
    return apart
        ? IntStream.range(0, count).mapToObj(i -> laidOut(tensors.only(i), staging)).toList()
        : pieces(tensors, architecture.rows(part), staging);
  }

  /** A map's pieces of some rows each. */
  private List<Linear> pieces(Parameters.Tensors tensors, int[] rows, Staging staging) {
    NDArray all = orNone(tensors);
    List<Linear> pieces =
        staging.read(
            tensors.weights(),
            weights -> {
              List<Linear> made = new ArrayList<>();
              int begin = 0;
              for (int count : rows) {
                String own = "%d:%d".formatted(begin, begin + count);
                NDArray bias = all.isEmpty() ? all : all.get(own).duplicate();
                NDScope.unregister(bias);
                made.add(kernels.laidOut(weights.get(own), bias));
                begin += count;
              }
              return List.copyOf(made);
            });
    if (!all.isEmpty()) { // else it is all maps' empty one
      all.close();
    }
    return pieces;
  }

  private Linear laidOut(Part part, int layer, Staging staging) {
    return laidOut(parameters.of(part, layer), staging);
  }

  private Linear laidOut(Parameters.Tensors tensors, Staging staging) {
    if (kernels.layout() == Layout.PLAIN) {
      return linear(tensors); // as it is read
    }
    NDArray bias = orNone(tensors);
    return staging.read(tensors.weights(), weight -> kernels.laidOut(weight, bias));
  }

  private Linear linear(Part part, int layer) {
    return linear(parameters.of(part, layer));
  }

  private Linear linear(Parameters.Tensors tensors) {
    return new Linear(reader.read(tensors.weights()), orNone(tensors), Layout.PLAIN);
  }

  private Optional<Norm> norm(Part part, int layer) {
    Normalization how = architecture.norm();
    if (!architecture.has(part, layer)) {
      return Optional.empty();
    }
    if (!architecture.stored(part)) {
      return Optional.of(new Norm(how, none, none));
    }
    Parameters.Tensors tensors = parameters.of(part, layer);
    float added = how.weights() == Normalization.Weights.LESS_ONE ? 1 : 0;
    NDArray weight =
        reader.read(tensors.weights().stream().map(tensor -> tensor.plus(added)).toList());
    return Optional.of(new Norm(how, byHead(part, weight), orNone(tensors)));
  }

  private NDArray orNone(Parameters.Tensors tensors) {
    return tensors.biases().isEmpty() ? none : reader.read(tensors.biases());
  }

  /** [heads d_head] -> [heads, d_head] where each head has weights of its own. */
  private NDArray byHead(Part part, NDArray weight) {
    boolean ofHeads = part == Part.Q_NORM || part == Part.K_NORM;
    return ofHeads && architecture.attention().headNorm() == HeadNorm.PER_HEAD
        ? weight.reshape(new Shape(-1, architecture.attention().dHead()))
        : weight;
  }
}
