package dev.lamina.plugins.transformers.weights;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.protobuf.DamagedMessageException;
import dev.lamina.plugins.transformers.protobuf.ProtobufReader;
import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import dev.lamina.plugins.transformers.weights.numbers.NumberType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that are the initializers of an ONNX graph as PyTorch exports it. The exporter folds
 * transposed matrices into constants without a name ({@code onnx::MatMul_787}); the name of the
 * node that multiplies by one says whose it is: {@code /encoder/layer.0/output/dense/MatMul} uses
 * the transpose of {@code encoder.layer.0.output.dense.weight}.
 *
 * <p>Reads the few fields of {@code ModelProto} that matter itself: starting the generated protobuf
 * classes takes 130 ms, this 10.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the fields' numbers</a>
 */
public final class OnnxWeights implements WeightFile {

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_NAME = 3;
  private static final int NODE_OP_TYPE = 4;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_DATA_TYPE = 2;
  private static final int TENSOR_FLOAT_DATA = 4;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;
  private static final int TENSOR_DATA_LOCATION = 14;

  private static final Map<Long, NumberType> TYPES =
      Map.of(1L, NumberType.F32, 10L, NumberType.F16, 16L, NumberType.BF16);

  @Override
  public List<StoredTensor> tensors(Path file) throws IOException, InvalidWeightsException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new InvalidWeightsException("the file is larger than 2 GiB, which ONNX is not");
      }
      ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return graph(file, ProtobufReader.of("ONNX", mapped));
    } catch (DamagedMessageException e) {
      throw new InvalidWeightsException(e.reason());
    }
  }

  private static List<StoredTensor> graph(Path file, ProtobufReader model)
      throws InvalidWeightsException, DamagedMessageException {
    Map<String, String> owners = new HashMap<>();
    List<StoredTensor> initializers = new ArrayList<>();
    for (int field = model.nextField(); field != 0; field = model.nextField()) {
      if (field != MODEL_GRAPH) {
        model.skip();
        continue;
      }
      ProtobufReader graph = model.message();
      for (int part = graph.nextField(); part != 0; part = graph.nextField()) {
        switch (part) {
          case GRAPH_NODE -> node(graph.message(), owners);
          case GRAPH_INITIALIZER -> initializers.add(tensor(file, graph.message()));
          default -> graph.skip();
        }
      }
    }
    if (initializers.isEmpty()) {
      throw new InvalidWeightsException("the file holds no weights, or is not ONNX");
    }
    return initializers.stream().map(tensor -> named(tensor, owners)).toList();
  }

  private static StoredTensor named(StoredTensor tensor, Map<String, String> owners) {
    String owner = owners.get(tensor.name());
    if (owner == null || tensor.shape().size() != 2) {
      return tensor;
    }
    return tensor.named(owner + ".weight").transpose();
  }

  private static void node(ProtobufReader node, Map<String, String> owners)
      throws DamagedMessageException {
    List<String> inputs = new ArrayList<>();
    String name = "";
    String type = "";
    for (int field = node.nextField(); field != 0; field = node.nextField()) {
      switch (field) {
        case NODE_INPUT -> inputs.add(node.text());
        case NODE_NAME -> name = node.text();
        case NODE_OP_TYPE -> type = node.text();
        default -> node.skip();
      }
    }
    if (type.equals("MatMul") && inputs.size() == 2 && name.matches("/.+/MatMul")) {
      String path = name.substring(1, name.length() - "/MatMul".length());
      owners.put(inputs.get(1), path.replace('/', '.'));
    }
  }

  private static StoredTensor tensor(Path file, ProtobufReader tensor)
      throws InvalidWeightsException, DamagedMessageException {
    List<Long> shape = new ArrayList<>();
    String name = "";
    String type = "?";
    long bytesEach = 0;
    long offset = 0;
    long length = 0;
    for (int field = tensor.nextField(); field != 0; field = tensor.nextField()) {
      switch (field) {
        case TENSOR_DIMS -> {
          for (ProtobufReader dims = tensor.numbers(); dims.hasMore(); ) {
            shape.add(dims.nextNumber());
          }
        }
        case TENSOR_DATA_TYPE -> {
          long code = tensor.number();
          NumberType known = TYPES.get(code);
          type = known == null ? "ONNX type " + code : known.name();
          bytesEach = known == null ? 0 : known.bytesPerBlock();
        }
        case TENSOR_NAME -> name = tensor.text();
        case TENSOR_RAW_DATA, TENSOR_FLOAT_DATA -> {
          ProtobufReader data = tensor.message();
          offset = data.offset();
          length = data.remaining();
        }
        case TENSOR_DATA_LOCATION -> {
          if (tensor.number() != 0) {
            throw new InvalidWeightsException("its weights are in another file, not supported");
          }
        }
        default -> tensor.skip();
      }
    }
    if (bytesEach != 0 && !fits(shape, bytesEach, length)) {
      throw new InvalidWeightsException(
          "tensor %s, %s of %s, has %d bytes"
              .formatted(Quoted.of(name), Quoted.bare(shape), type, length));
    }
    return new StoredTensor(name, file, type, shape, Order.ROWS, offset);
  }

  private static boolean fits(List<Long> shape, long bytesEach, long length) {
    long bytes = bytesEach;
    for (long dimension : shape) {
      if (dimension < 0 || (dimension > 0 && bytes > Integer.MAX_VALUE / dimension)) {
        return false;
      }
      bytes *= dimension;
    }
    return bytes == length;
  }
}
