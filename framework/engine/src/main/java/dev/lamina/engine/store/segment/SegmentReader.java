package dev.lamina.engine.store.segment;

import dev.lamina.api.model.HookPoint;
import dev.lamina.safetensors.InvalidSafetensorsException;
import dev.lamina.safetensors.SafetensorsFile;
import dev.lamina.safetensors.TensorEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens stored files and finds out whether they are whole. */
public final class SegmentReader {

  private static final int CHUNK = 1 << 16;

  private SegmentReader() {}

  /** Takes the prompts of a segment, in order. */
  @FunctionalInterface
  public interface Prompts {
    void accept(int prompt, PromptAddress address);
  }

  /**
   * Reads a segment's header and its prompts' addresses.
   *
   * @param point where in the model the collection was captured
   * @throws DamagedSegmentException if it is no segment, or one of another collection
   */
  public static Segment read(Path path, Collection collection, HookPoint point, Prompts prompts)
      throws IOException, DamagedSegmentException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, String> metadata = file.metadata();
      List<Integer> layers = layers(metadata);
      String name = metadata.getOrDefault(SegmentFormat.MODEL_NAME, "");
      if (!metadata.equals(SegmentFormat.metadata(collection, name, layers))) {
        throw new DamagedSegmentException("its header is that of other activations");
      }
      Segment segment = segment(path, file, collection, layers);
      if (segment.width() % point.width(1) != 0
          || (point.size().isPresent() && segment.width() != point.width(1))) {
        throw new DamagedSegmentException("its tensors have other shapes than its metadata says");
      }
      visit(file, segment.prompts(), prompts);
      return segment;
    } catch (InvalidSafetensorsException e) {
      throw new DamagedSegmentException(e.reason());
    }
  }

  /**
   * Reads what a segment of any collection says of itself, and its prompts' addresses.
   *
   * @throws DamagedSegmentException if it is no segment
   */
  public static SegmentHeader header(Path path, Prompts prompts)
      throws IOException, DamagedSegmentException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, String> metadata = file.metadata();
      if (!metadata.getOrDefault(SegmentFormat.FORMAT, "").equals(SegmentFormat.VERSION)) {
        throw new DamagedSegmentException("its header is not that of stored activations");
      }
      TensorEntry addresses = tensor(file, SegmentFormat.PROMPTS, "U8", 2);
      visit(file, Math.toIntExact(addresses.size() / PromptAddress.BYTES), prompts);
      return new SegmentHeader(
          metadata.getOrDefault(SegmentFormat.MODEL_NAME, ""),
          metadata.getOrDefault(Collection.COMPONENT, ""),
          metadata.getOrDefault(Collection.POSITIONS, ""),
          metadata.getOrDefault(Collection.DTYPE, ""),
          layers(metadata));
    } catch (InvalidSafetensorsException e) {
      throw new DamagedSegmentException(e.reason());
    }
  }

  private static List<Integer> layers(Map<String, String> metadata) throws DamagedSegmentException {
    List<Integer> layers = new ArrayList<>();
    try {
      for (String layer : metadata.getOrDefault(SegmentFormat.LAYERS, "").split(",", -1)) {
        layers.add(Integer.valueOf(layer));
      }
    } catch (NumberFormatException e) {
      throw new DamagedSegmentException("its header lists no layers");
    }
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i) <= layers.get(i - 1)) {
        throw new DamagedSegmentException("its header lists layers that do not ascend");
      }
    }
    return layers;
  }

  private static Segment segment(
      Path path, SafetensorsFile file, Collection collection, List<Integer> layers)
      throws IOException, DamagedSegmentException {
    Storage storage = collection.storage();
    TensorEntry values = tensor(file, SegmentFormat.ACTIVATIONS, storage.tensorType(), 3);
    TensorEntry prompts = tensor(file, SegmentFormat.PROMPTS, "U8", 2);
    TensorEntry hash = tensor(file, SegmentFormat.SHA256, "U8", 1);
    long[] shape = values.shape();
    long width = shape[1] * shape[2];
    if (shape[1] != layers.size()
        || width > Integer.MAX_VALUE / Float.BYTES
        || prompts.shape()[0] >= Integer.MAX_VALUE
        || prompts.shape()[1] != PromptAddress.BYTES
        || hash.size() != SegmentFormat.SHA256_BYTES
        || hash.begin() < Math.max(values.end(), prompts.end())) {
      throw new DamagedSegmentException("its tensors have other shapes than its metadata says");
    }
    Segment segment =
        new Segment(
            path,
            collection.component(),
            layers,
            (int) shape[2],
            storage,
            (int) prompts.shape()[0],
            offsets(file, prompts.shape()[0]),
            rounding(file, storage));
    if (segment.rows() != shape[0]) {
      throw new DamagedSegmentException("its prompts do not end at its last row");
    }
    return segment;
  }

  private static TensorEntry tensor(SafetensorsFile file, String name, String dtype, int dimensions)
      throws DamagedSegmentException {
    TensorEntry tensor = file.tensors().get(name);
    if (tensor == null || !tensor.dtype().equals(dtype) || tensor.shape().length != dimensions) {
      throw new DamagedSegmentException("it has no tensor " + name + " as it should be");
    }
    return tensor;
  }

  private static long[] offsets(SafetensorsFile file, long prompts)
      throws IOException, DamagedSegmentException {
    if (!file.tensors().containsKey(SegmentFormat.OFFSETS)) {
      return new long[0];
    }
    TensorEntry tensor = tensor(file, SegmentFormat.OFFSETS, "I64", 1);
    long length = tensor.elements();
    if (length != prompts + 1 || length > Integer.MAX_VALUE / Long.BYTES) {
      throw new DamagedSegmentException("its offsets are not one a prompt");
    }
    long[] offsets = new long[(int) length];
    read(file, tensor).asLongBuffer().get(offsets);
    for (int i = 0; i < prompts; i++) {
      if (offsets[i + 1] < offsets[i]) {
        throw new DamagedSegmentException("its offsets do not ascend");
      }
    }
    return offsets;
  }

  private static float rounding(SafetensorsFile file, Storage storage)
      throws IOException, DamagedSegmentException {
    if (storage == Storage.FLOAT32) {
      return 0;
    }
    TensorEntry tensor = tensor(file, SegmentFormat.ROUNDING, "F32", 1);
    if (tensor.elements() != 1) {
      throw new DamagedSegmentException("its tensors have other shapes than its metadata says");
    }
    return read(file, tensor).getFloat();
  }

  /** A small tensor. */
  private static ByteBuffer read(SafetensorsFile file, TensorEntry tensor) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(tensor.size())).order(ByteOrder.LITTLE_ENDIAN);
    file.read(tensor.name(), 0, bytes);
    return bytes.flip();
  }

  private static void visit(SafetensorsFile file, int count, Prompts prompts) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long size = (long) count * PromptAddress.BYTES;
    int prompt = 0;
    for (long begin = 0; begin < size; begin += CHUNK) {
      file.read(
          SegmentFormat.PROMPTS, begin, chunk.clear().limit((int) Math.min(CHUNK, size - begin)));
      chunk.flip();
      while (chunk.hasRemaining()) {
        prompts.accept(prompt++, PromptAddress.read(chunk));
      }
    }
  }

  /**
   * Reads all of a file and holds it against its hash.
   *
   * @throws DamagedSegmentException if it is not what was written
   */
  public static void checkHash(Path path) throws IOException, DamagedSegmentException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      TensorEntry hash = tensor(file, SegmentFormat.SHA256, "U8", 1);
      if (hash.size() != SegmentFormat.SHA256_BYTES) {
        throw new DamagedSegmentException("it has no tensor sha256 as it should be");
      }
      ByteBuffer computed = ByteBuffer.wrap(file.sha256Before(SegmentFormat.SHA256));
      if (!computed.equals(read(file, hash))) {
        throw new DamagedSegmentException("its SHA-256 is not the one that it was written with");
      }
    } catch (InvalidSafetensorsException e) {
      throw new DamagedSegmentException(e.reason());
    }
  }
}
