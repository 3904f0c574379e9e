package dev.lamina.plugins.transformers.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads what a file of weights holds, without the numbers. */
@FunctionalInterface
public interface WeightFile {

  /**
   * The tensors of a file.
   *
   * @throws InvalidWeightsException if the file is not of this format, or damaged
   */
  List<StoredTensor> tensors(Path file) throws IOException, InvalidWeightsException;
}
