package dev.lamina.plugins.transformers.weights;

import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import dev.lamina.safetensors.SafetensorsFile;
import dev.lamina.safetensors.TensorEntry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of make_checkpoints.py, and the numbers that weights stand for. */
public final class Checkpoints {

  private Checkpoints() {}

  /**
   * A tensor's numbers.
   *
   * @param bytes in rows, hexadecimal
   */
  public record Numbers(String type, List<Long> shape, String bytes) {}

  /** A file of make_checkpoints.py: {@code good/zip.bin}. */
  public static Path file(String name) {
    return resource("/checkpoints/" + name);
  }

  /** A test resource. */
  public static Path resource(String name) {
    try {
      return Path.of(Checkpoints.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** What safetensors read. */
  public static Map<String, Numbers> expected(Path file) throws IOException {
    Map<String, Numbers> expected = new TreeMap<>();
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      for (TensorEntry tensor : opened.tensors().values()) {
        List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
        byte[] bytes = new byte[(int) tensor.size()];
        opened.bytes(tensor.name()).get(bytes);
        expected.put(tensor.name(), new Numbers(tensor.dtype(), shape, hex(bytes)));
      }
    }
    return expected;
  }

  /** What stands at the places of tensors. */
  public static Map<String, Numbers> numbers(List<StoredTensor> tensors) throws IOException {
    Map<String, Numbers> numbers = new TreeMap<>();
    for (StoredTensor tensor : tensors) {
      byte[] bytes = inRows(tensor, bytesEach(tensor.type()));
      numbers.put(tensor.name(), new Numbers(tensor.type(), tensor.shape(), hex(bytes)));
    }
    return numbers;
  }

  private static int bytesEach(String type) {
    return switch (type) {
      case "F64", "I64" -> 8;
      case "F32", "I32" -> 4;
      case "F16", "BF16", "I16" -> 2;
      case "I8", "U8", "BOOL" -> 1;
      default -> throw new AssertionError(type);
    };
  }

  private static byte[] inRows(StoredTensor tensor, int each) throws IOException {
    ByteBuffer stored = ByteBuffer.allocate((int) tensor.elements() * each);
    try (FileChannel channel = FileChannel.open(tensor.file())) {
      while (stored.hasRemaining()) {
        if (channel.read(stored, tensor.offset() + stored.position()) < 0) {
          throw new AssertionError(tensor.name() + " reaches beyond the end");
        }
      }
    }
    if (tensor.order() == Order.ROWS) {
      return stored.array();
    }
    int rows = tensor.shape().get(0).intValue();
    int columns = tensor.shape().get(1).intValue();
    ByteBuffer turned = ByteBuffer.allocate(stored.capacity());
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned.put(stored.array(), (column * rows + row) * each, each);
      }
    }
    return turned.array();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
