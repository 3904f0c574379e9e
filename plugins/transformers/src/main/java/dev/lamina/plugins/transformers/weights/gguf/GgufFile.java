package dev.lamina.plugins.transformers.weights.gguf;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A GGUF file, version 2 or 3: what it says about its model, and where its tensors lie. The
 * tensors' numbers are not read.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
public final class GgufFile {

  /** Metadata, of which a vocabulary is the largest part, takes up to 20 MB in real models. */
  private static final int MOST_HEADER_BYTES = 1 << 27;

  private static final int MOST_KEYS = 1 << 16;
  private static final int MOST_TENSORS = 1 << 16;
  private static final String MAGIC = "GGUF";
  private static final int OLDEST = 2;
  private static final int NEWEST = 3;
  private static final long DEFAULT_ALIGNMENT = 32;
  private static final long MOST_ALIGNMENT = 1 << 30;

  private final Path path;
  private final GgufMetadata metadata;
  private final List<StoredTensor> tensors;

  private GgufFile(Path path, GgufMetadata metadata, List<StoredTensor> tensors) {
    this.path = path;
    this.metadata = metadata;
    this.tensors = tensors;
  }

  /**
   * Opens a file and checks it.
   *
   * @throws InvalidWeightsException if it is not a whole and valid GGUF file
   */
  public static GgufFile open(Path path) throws IOException, InvalidWeightsException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long length = channel.size();
      long mapped = Math.min(length, MOST_HEADER_BYTES);
      ByteBuffer beginning = channel.map(FileChannel.MapMode.READ_ONLY, 0, mapped);
      return read(path, new Cursor(beginning, length), length);
    }
  }

  private static GgufFile read(Path path, Cursor cursor, long length)
      throws InvalidWeightsException {
    checkMagic(cursor, length);
    checkVersion(cursor.uint32());
    int tensorCount = cursor.count("tensors", MOST_TENSORS);
    int keyCount = cursor.count("keys of metadata", MOST_KEYS);
    GgufMetadata metadata = metadata(cursor, keyCount);
    checkWhole(metadata);
    TensorTable table = new TensorTable();
    for (int i = 0; i < tensorCount; i++) {
      table.read(cursor);
    }
    long alignment = alignment(metadata);
    long dataBegin = (cursor.position() + alignment - 1) / alignment * alignment;
    return new GgufFile(path, metadata, table.tensors(path, dataBegin, length, alignment));
  }

  private static void checkMagic(Cursor cursor, long length) throws InvalidWeightsException {
    byte[] begin = new byte[(int) Math.min(MAGIC.length(), length)];
    cursor.take(begin.length).get(begin);
    String text = new String(begin, StandardCharsets.ISO_8859_1);
    if (!text.equals(MAGIC)) {
      throw new InvalidWeightsException(
          "the file is not GGUF: it begins with %s instead of 'GGUF'".formatted(Quoted.of(text)));
    }
  }

  private static void checkVersion(int version) throws InvalidWeightsException {
    if (version >= OLDEST && version <= NEWEST) {
      return;
    }
    int swapped = Integer.reverseBytes(version);
    if (swapped >= 1 && swapped <= NEWEST) {
      throw new InvalidWeightsException(
          "the file is big-endian GGUF, not supported; use the usual little-endian file");
    }
    throw new InvalidWeightsException(
        "the file is GGUF version %s, not supported; supported: %d, %d"
            .formatted(Integer.toUnsignedString(version), OLDEST, NEWEST));
  }

  private static GgufMetadata metadata(Cursor cursor, int count) throws InvalidWeightsException {
    Map<String, MetadataValue> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = cursor.text();
      if (values.put(key, MetadataValue.read(cursor)) != null) {
        throw new InvalidWeightsException("metadata has the key " + Quoted.of(key) + " twice");
      }
    }
    return new GgufMetadata(values);
  }

  private static void checkWhole(GgufMetadata metadata) throws InvalidWeightsException {
    long parts = metadata.integer("split.count").orElse(1);
    if (parts > 1) {
      throw new InvalidWeightsException(
          "the file is one of %d that a model was split into (split.count), not supported; llama.cpp joins them: llama-gguf-split --merge FIRST JOINED"
              .formatted(parts));
    }
  }

  private static long alignment(GgufMetadata metadata) throws InvalidWeightsException {
    long alignment = metadata.integer("general.alignment").orElse(DEFAULT_ALIGNMENT);
    if (alignment < 1 || alignment > MOST_ALIGNMENT || Long.bitCount(alignment) != 1) {
      throw new InvalidWeightsException(
          "general.alignment is %d but must be a power of two".formatted(alignment));
    }
    return alignment;
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** What it says about its model. */
  public GgufMetadata metadata() {
    return metadata;
  }

  /** Its tensors in the file's order, by the names that GGUF gives them. */
  public List<StoredTensor> tensors() {
    return tensors;
  }
}
