package dev.lamina.engine.store;

import dev.lamina.safetensors.InvalidSafetensorsException;
import dev.lamina.safetensors.SafetensorsFile;
import dev.lamina.safetensors.TensorEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens stored files and finds out whether they are whole. */
final class EntryReader {

  private final int chunkBytes;
  private final long hashedBelow;
  private final Set<Checked> checked = ConcurrentHashMap.newKeySet();

  /** A file as it was when its hash was found right. */
  private record Checked(Path file, long size, FileTime modified) {}

  /**
   * A reader.
   *
   * @param chunkBytes the size of a mapping
   * @param hashedBelow files up to this size have their hash checked, each once; of larger ones the
   *     header and the size
   */
  EntryReader(int chunkBytes, long hashedBelow) {
    this.chunkBytes = chunkBytes;
    this.hashedBelow = hashedBelow;
  }

  /** The activations of a file; empty if it does not have all of the layers. */
  Optional<MappedActivations> read(Path path, EntryKey key, List<Integer> wanted)
      throws IOException, DamagedEntryException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      List<Integer> layers = layers(file, key);
      if (!layers.containsAll(wanted)) {
        return Optional.empty();
      }
      long[] shape = shape(file, layers);
      checkHash(path, file);
      int rows = Math.toIntExact(shape[0]);
      int width = Math.toIntExact(shape[1] * shape[2]);
      MappedRows values = MappedRows.map(file, EntryFormat.ACTIVATIONS, rows, width, chunkBytes);
      MappedActivations all =
          new MappedActivations(key.component(), values, layers, offsets(file, rows));
      return Optional.of(all.view(wanted));
    } catch (InvalidSafetensorsException e) {
      throw new DamagedEntryException(e.reason());
    }
  }

  /** The layers that the metadata lists; everything else in it must be the key's. */
  private static List<Integer> layers(SafetensorsFile file, EntryKey key)
      throws DamagedEntryException {
    Map<String, String> metadata = file.metadata();
    List<Integer> layers = new ArrayList<>();
    try {
      for (String layer : metadata.getOrDefault("layers", "").split(",", -1)) {
        layers.add(Integer.valueOf(layer));
      }
    } catch (NumberFormatException e) {
      throw new DamagedEntryException("its header lists no layers");
    }
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i) <= layers.get(i - 1)) {
        throw new DamagedEntryException("its header lists layers that do not ascend");
      }
    }
    if (!metadata.equals(EntryFormat.metadata(key, layers))) {
      throw new DamagedEntryException("its header is that of other activations");
    }
    return List.copyOf(layers);
  }

  private static long[] shape(SafetensorsFile file, List<Integer> layers)
      throws DamagedEntryException {
    TensorEntry values = tensor(file, EntryFormat.ACTIVATIONS, "F32", 3);
    TensorEntry hash = tensor(file, EntryFormat.SHA256, "U8", 1);
    long[] shape = values.shape();
    if (shape[0] > Integer.MAX_VALUE
        || shape[1] != layers.size()
        || shape[1] * shape[2] > Integer.MAX_VALUE / Float.BYTES
        || hash.size() != EntryFormat.SHA256_BYTES
        || hash.begin() < values.end()) {
      throw new DamagedEntryException("its tensors have other shapes than its metadata says");
    }
    return shape;
  }

  private static TensorEntry tensor(SafetensorsFile file, String name, String dtype, int dimensions)
      throws DamagedEntryException {
    TensorEntry tensor = file.tensors().get(name);
    if (tensor == null || !tensor.dtype().equals(dtype) || tensor.shape().length != dimensions) {
      throw new DamagedEntryException("it has no tensor " + name + " as it should be");
    }
    return tensor;
  }

  private static long[] offsets(SafetensorsFile file, int rows)
      throws IOException, DamagedEntryException {
    if (!file.tensors().containsKey(EntryFormat.OFFSETS)) {
      return new long[0];
    }
    int length = (int) tensor(file, EntryFormat.OFFSETS, "I64", 1).elements();
    long[] offsets = new long[length];
    file.bytes(EntryFormat.OFFSETS).asLongBuffer().get(offsets);
    if (length == 0 || offsets[length - 1] != rows) {
      throw new DamagedEntryException("its offsets do not end at its last row");
    }
    return offsets;
  }

  /** Takes a file that this process has just written for right. */
  void trust(Path path) throws IOException {
    checked.add(asItIs(path));
  }

  private static Checked asItIs(Path path) throws IOException {
    return new Checked(path, Files.size(path), Files.getLastModifiedTime(path));
  }

  private void checkHash(Path path, SafetensorsFile file)
      throws IOException, DamagedEntryException {
    Checked now = asItIs(path);
    if (now.size() > hashedBelow || checked.contains(now)) {
      return;
    }
    ByteBuffer computed = ByteBuffer.wrap(file.sha256Before(EntryFormat.SHA256));
    if (!computed.equals(file.bytes(EntryFormat.SHA256))) {
      throw new DamagedEntryException("its SHA-256 is not the one that it was written with");
    }
    checked.add(now);
  }
}
