package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.pickle.Value.Listing;
import dev.lamina.plugins.transformers.weights.pickle.Value.Plain;
import dev.lamina.plugins.transformers.weights.pickle.Value.Storage;
import dev.lamina.plugins.transformers.weights.pickle.Value.Table;
import dev.lamina.plugins.transformers.weights.pickle.Value.Text;
import dev.lamina.plugins.transformers.weights.pickle.Value.Whole;
import dev.lamina.plugins.transformers.weights.zip.FileBytes;
import dev.lamina.plugins.transformers.weights.zip.Region;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * The format of PyTorch before 1.6: pickles of a magic number, a version, the machine's properties,
 * the object and the storages' keys; then each storage, its length in 8 bytes before it.
 */
final class LegacyCheckpoint {

  private static final Whole MAGIC = new Whole(new BigInteger("1950a86a20f9469cfc6c", 16));
  private static final Whole VERSION = new Whole(BigInteger.valueOf(1001));

  private LegacyCheckpoint() {}

  static Checkpoint read(FileBytes file) throws IOException, InvalidWeightsException {
    PickleBytes bytes = new PickleBytes(file, 0, file.size());
    if (!new Unpickler(bytes).read().equals(MAGIC)) {
      throw new InvalidWeightsException("the file is a pickle, but torch.save did not write it");
    }
    if (!new Unpickler(bytes).read().equals(VERSION)) {
      throw new InvalidWeightsException("its version of PyTorch's format is not 1001");
    }
    if (!(new Unpickler(bytes).read() instanceof Table machine
        && machine.entries().get("little_endian") == Plain.TRUE)) {
      throw new InvalidWeightsException(
          "its numbers are big-endian; only little-endian ones are supported");
    }
    Unpickler unpickler = new Unpickler(bytes);
    Value content = unpickler.read();
    if (!(new Unpickler(bytes).read() instanceof Listing keys)) {
      throw new InvalidWeightsException("the file does not list its storages");
    }
    return new Checkpoint(content, storages(file, bytes.position(), keys, unpickler.storages()));
  }

  private static Map<String, Region> storages(
      FileBytes file, long begin, Listing keys, Map<String, Storage> known)
      throws IOException, InvalidWeightsException {
    Map<String, Region> regions = new HashMap<>();
    long at = begin;
    for (Value key : keys.items()) {
      Storage storage = key instanceof Text text ? known.get(text.text()) : null;
      if (storage == null) {
        throw new InvalidWeightsException("the file lists a storage that nothing refers to");
      }
      String name = "storage " + Quoted.of(storage.key());
      long elements = file.read(at, Long.BYTES, name).getLong();
      if (elements != storage.elements()) {
        throw new InvalidWeightsException(
            "%s has %d numbers instead of %d".formatted(name, elements, storage.elements()));
      }
      at += Long.BYTES;
      int each = storage.type().bytes();
      if (elements > (file.size() - at) / each) {
        throw FileBytes.cutShort(name);
      }
      if (regions.put(storage.key(), new Region(at, elements * each)) != null) {
        throw new InvalidWeightsException("the file lists " + name + " twice");
      }
      at += elements * each;
    }
    return regions;
  }
}
