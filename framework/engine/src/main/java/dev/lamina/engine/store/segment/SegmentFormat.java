package dev.lamina.engine.store.segment;

import dev.lamina.safetensors.NewTensor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How activations lie in a file: {@code offsets} int64 [prompts + 1] where rows are tokens; {@code
 * rounding} float32 [1], the largest difference from what was computed, where they are stored in
 * float16; {@code activations} [rows, layers, width]; {@code prompts} uint8 [prompts, 16], their
 * addresses; and last {@code sha256} uint8 [32] of everything before it. The hash is in the file
 * itself so that file and hash appear in one rename.
 */
final class SegmentFormat {

  static final String ACTIVATIONS = "activations";
  static final String OFFSETS = "offsets";
  static final String PROMPTS = "prompts";
  static final String ROUNDING = "rounding";
  static final String SHA256 = "sha256";
  static final int SHA256_BYTES = 32;
  static final String SUFFIX = ".safetensors";
  static final String LAYERS = "layers";
  static final String MODEL_NAME = "model_name";

  static final String FORMAT = "format";
  static final String VERSION = "lamina-activations-2";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  private SegmentFormat() {}

  /**
   * The tensors of a segment.
   *
   * @param offsets [prompts + 1], or empty if rows are prompts
   */
  static List<NewTensor> tensors(
      int prompts, long rows, int layers, int width, long[] offsets, Storage storage) {
    List<NewTensor> tensors = new ArrayList<>();
    if (offsets.length > 0) {
      tensors.add(new NewTensor(OFFSETS, "I64", offsets.length));
    }
    if (storage == Storage.FLOAT16) {
      tensors.add(new NewTensor(ROUNDING, "F32", 1));
    }
    tensors.add(new NewTensor(ACTIVATIONS, storage.tensorType(), rows, layers, width));
    tensors.add(new NewTensor(PROMPTS, "U8", prompts, PromptAddress.BYTES));
    tensors.add(new NewTensor(SHA256, "U8", SHA256_BYTES));
    return tensors;
  }

  static Map<String, String> metadata(
      Collection collection, String modelName, List<Integer> layers) {
    Map<String, String> metadata = new LinkedHashMap<>(collection.fields());
    metadata.put(FORMAT, VERSION);
    metadata.put(LAYERS, layers.stream().map(String::valueOf).collect(Collectors.joining(",")));
    metadata.put(MODEL_NAME, modelName);
    return metadata;
  }

  /** A name that no other file has, and that sorts by the time at which it was made. */
  static String newName() {
    return TIME.format(Instant.now()) + "-" + UUID.randomUUID().toString().substring(0, 8) + SUFFIX;
  }
}
