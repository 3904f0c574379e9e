package dev.lamina.plugins.transformers.reference;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.Reference;
import dev.lamina.safetensors.SafetensorsFile;
import dev.lamina.safetensors.TensorEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What the script computed for one prompt. */
final class ActivationsFile implements Reference.Activations, Closeable {

  private static final String LOGITS = "logits";
  private static final String IDS = "ids";

  private final SafetensorsFile file;
  private final Optional<int[]> ids;

  private ActivationsFile(SafetensorsFile file, Optional<int[]> ids) {
    this.file = file;
    this.ids = ids;
  }

  static ActivationsFile open(Path path) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(path);
    try {
      return new ActivationsFile(file, ids(file));
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  private static Optional<int[]> ids(SafetensorsFile file) throws IOException {
    if (!file.tensors().containsKey(IDS)) {
      return Optional.empty();
    }
    LongBuffer longs = bytes(file, IDS, "I64").asLongBuffer();
    long[] ids = new long[longs.remaining()];
    longs.get(ids);
    return Optional.of(Arrays.stream(ids).mapToInt(Math::toIntExact).toArray());
  }

  @Override
  public Optional<int[]> ids() {
    return ids;
  }

  @Override
  public Optional<float[]> values(Component component, int layer) throws IOException {
    return floats(component.perLayer() ? component + "." + layer : component.id());
  }

  @Override
  public Optional<float[]> nextTokenLogits() throws IOException {
    return floats(LOGITS);
  }

  private Optional<float[]> floats(String name) throws IOException {
    if (!file.tensors().containsKey(name)) {
      return Optional.empty();
    }
    ByteBuffer bytes = bytes(file, name, "F32");
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return Optional.of(values);
  }

  private static ByteBuffer bytes(SafetensorsFile file, String name, String dtype)
      throws IOException {
    TensorEntry tensor = file.tensors().get(name);
    if (tensor == null || !tensor.dtype().equals(dtype)) {
      throw new IOException("transformers gave " + name + " in another type of number");
    }
    return file.bytes(name);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
