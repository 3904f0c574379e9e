package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.zip.FileBytes;
import dev.lamina.plugins.transformers.weights.zip.Region;
import dev.lamina.plugins.transformers.weights.zip.ZipDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The format of PyTorch since 1.6: a zip with {@code NAME/data.pkl} and each storage as {@code
 * NAME/data/KEY}, uncompressed.
 */
final class ZipCheckpoint {

  private static final int LONGEST_BYTE_ORDER = 16;

  private ZipCheckpoint() {}

  static Checkpoint read(FileBytes file) throws IOException, InvalidWeightsException {
    ZipDirectory zip = ZipDirectory.read(file);
    String pickle = pickle(zip);
    String folder = pickle.substring(0, pickle.indexOf('/') + 1);
    checkByteOrder(file, zip, folder + "byteorder");
    Region region = zip.region(pickle);
    Unpickler unpickler =
        new Unpickler(new PickleBytes(file, region.offset(), region.offset() + region.length()));
    Value content = unpickler.read();
    Map<String, Region> storages = new HashMap<>();
    for (String key : unpickler.storages().keySet()) {
      storages.put(key, zip.region(folder + "data/" + key));
    }
    return new Checkpoint(content, storages);
  }

  private static String pickle(ZipDirectory zip) throws InvalidWeightsException {
    List<String> found =
        zip.names().stream().filter(name -> name.matches("[^/]+/data\\.pkl")).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new InvalidWeightsException(
        found.isEmpty()
            ? "the file is a zip without data.pkl, so torch.save did not write it"
            : "the zip holds " + found.size() + " times data.pkl instead of once");
  }

  private static void checkByteOrder(FileBytes file, ZipDirectory zip, String name)
      throws IOException, InvalidWeightsException {
    if (!zip.names().contains(name)) {
      return;
    }
    Region region = zip.region(name);
    int length = (int) Math.min(region.length(), LONGEST_BYTE_ORDER);
    String order =
        StandardCharsets.US_ASCII.decode(file.read(region.offset(), length, name)).toString();
    if (!order.equals("little")) {
      throw new InvalidWeightsException(
          "its numbers are in the byte order "
              + Quoted.of(order)
              + "; only 'little' is supported, which torch.save writes on most machines");
    }
  }
}
