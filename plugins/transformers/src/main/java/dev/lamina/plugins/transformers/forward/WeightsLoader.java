package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
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
    return new Weights(
        new TokenEmbedding(reader, kernels, parameters.of(Part.TOKEN_EMBEDDING).weights(), files),
        embedding(Part.POSITION_EMBEDDING),
        embedding(Part.TOKEN_TYPE_EMBEDDING),
        norm(Part.EMBEDDING_NORM, 0),
        linear(Part.EMBEDDING_PROJECTION),
        embedding(Part.RELATIVE_BIAS),
        IntStream.range(0, architecture.layers()).mapToObj(this::block).toList(),
        norm(Part.FINAL_NORM, 0));
  }

  private Weights.BlockWeights block(int layer) {
    List<Linear> mlp = apart(Part.MLP_UP, layer);
    return new Weights.BlockWeights(
        norm(Part.ATTENTION_NORM, layer),
        laidOut(Part.QKV, layer),
        norm(Part.Q_NORM, layer),
        norm(Part.K_NORM, layer),
        laidOut(Part.ATTENTION_OUTPUT, layer),
        norm(Part.ATTENTION_OUTPUT_NORM, layer),
        norm(Part.ATTENTION_SUM_NORM, layer),
        norm(Part.MLP_NORM, layer),
        kernels.laidOut(mlp.get(0)),
        mlp.stream().skip(1).map(kernels::laidOut).findFirst(),
        laidOut(Part.MLP_DOWN, layer),
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

  /**
   * The maps of a part that stand one under the other, each by itself. Files that hold them apart
   * are read map by map: pieces of a larger array would leave holes of their size in memory.
   */
  private List<Linear> apart(Part part, int layer) {
    Parameters.Tensors tensors = parameters.of(part, layer);
    int count = architecture.rows(part).length;
    boolean apart =
        tensors.weights().size() == count
            && (tensors.biases().isEmpty() || tensors.biases().size() == count);
    return apart
        ? IntStream.range(0, count).mapToObj(i -> linear(tensors.only(i))).toList()
        : pieces(linear(tensors), architecture.rows(part));
  }

  /** A map's pieces of some rows each; the map is closed if there are several. */
  private static List<Linear> pieces(Linear map, int[] rows) {
    if (rows.length == 1) {
      return List.of(map);
    }
    List<Linear> pieces = new ArrayList<>();
    int begin = 0;
    for (int count : rows) {
      String own = "%d:%d".formatted(begin, begin + count);
      NDArray bias = map.bias().isEmpty() ? map.bias() : map.bias().get(own).duplicate();
      pieces.add(new Linear(map.weight().get(own).duplicate(), bias, map.layout()));
      begin += count;
    }
    map.weight().close();
    if (!map.bias().isEmpty()) { // else it is all maps' empty one
      map.bias().close();
    }
    return pieces;
  }

  private Linear laidOut(Part part, int layer) {
    return kernels.laidOut(linear(part, layer));
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
