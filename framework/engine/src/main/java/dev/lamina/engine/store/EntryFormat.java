package dev.lamina.engine.store;

import dev.lamina.engine.io.Sha256;
import dev.lamina.safetensors.NewTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How activations lie in a file: {@code activations} float32 [rows, layers, d_model], {@code
 * offsets} int64 [prompts + 1] where rows are tokens, and last {@code sha256} uint8 [32] of
 * everything before it. The hash is in the file itself so that file and hash appear in one rename.
 */
final class EntryFormat {

  static final String ACTIVATIONS = "activations";
  static final String OFFSETS = "offsets";
  static final String SHA256 = "sha256";
  static final int SHA256_BYTES = 32;
  static final String SUFFIX = ".safetensors";

  private EntryFormat() {}

  /**
   * The tensors of an entry.
   *
   * @param offsets [prompts + 1], or empty if rows are prompts
   */
  static List<NewTensor> tensors(long rows, int layers, int dModel, long[] offsets) {
    List<NewTensor> tensors = new ArrayList<>();
    if (offsets.length > 0) {
      tensors.add(new NewTensor(OFFSETS, "I64", offsets.length));
    }
    tensors.add(new NewTensor(ACTIVATIONS, "F32", rows, layers, dModel));
    tensors.add(new NewTensor(SHA256, "U8", SHA256_BYTES));
    return tensors;
  }

  static Map<String, String> metadata(EntryKey key, List<Integer> layers) {
    Map<String, String> metadata = new LinkedHashMap<>(key.fields());
    metadata.put("format", "lamina-activations-1");
    metadata.put("layers", text(layers));
    return metadata;
  }

  /** What the names of all entries of a key begin with. */
  static String namePrefix(EntryKey key) {
    return key.hash() + ".";
  }

  /** {@code KEY.LAYERS.safetensors}; both are hashes, and what they stand for is the metadata. */
  static String name(EntryKey key, List<Integer> layers) {
    return namePrefix(key) + new Sha256().add(text(layers)).hex().substring(0, 16) + SUFFIX;
  }

  static ByteBuffer bytes(long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return bytes;
  }

  private static String text(List<Integer> layers) {
    return layers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
