package dev.lamina.plugins.transformers.weights.pickle;

import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.StoredTensor;
import dev.lamina.plugins.transformers.weights.WeightFile;
import dev.lamina.plugins.transformers.weights.zip.FileBytes;
import dev.lamina.plugins.transformers.weights.zip.ZipDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Weights as {@code torch.save} writes a model's {@code state_dict()}, in PyTorch's present format
 * and in the one before 1.6, also where the dictionary lies under {@code state_dict} in another
 * one. A pickle is a program: this runs only what makes tensors and containers, and refuses the
 * rest by its name.
 *
 * <p>Tensors share storages, and a transposed matrix stays as it is, with its order turned. A
 * tensor whose numbers lie further apart has its strides in its type, which is none of weights.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/notes/serialization.html">the formats</a>
 */
public final class PickleWeights implements WeightFile {

  private static final int PROTO = 0x80;

  @Override
  public List<StoredTensor> tensors(Path file) throws IOException, InvalidWeightsException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new StateDict(file, read(new FileBytes(channel))).tensors();
    }
  }

  private static Checkpoint read(FileBytes bytes) throws IOException, InvalidWeightsException {
    if (ZipDirectory.startsIn(bytes)) {
      return ZipCheckpoint.read(bytes);
    }
    if (bytes.size() > 0 && (bytes.read(0, 1, "its first byte").get() & 0xff) == PROTO) {
      return LegacyCheckpoint.read(bytes);
    }
    throw new InvalidWeightsException(
        "the file begins neither as a zip nor as a pickle, so torch.save did not write it");
  }
}
