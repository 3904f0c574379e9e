package dev.lamina.plugins.transformers.weights;

import dev.lamina.plugins.transformers.weights.StoredTensor.Order;
import dev.lamina.safetensors.InvalidSafetensorsException;
import dev.lamina.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Weights in the safetensors format. */
public final class SafetensorsWeights implements WeightFile {

  @Override
  public List<StoredTensor> tensors(Path file) throws IOException, InvalidWeightsException {
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      long begin = opened.dataBegin();
      return opened.tensors().values().stream()
          .map(
              tensor ->
                  new StoredTensor(
                      tensor.name(),
                      file,
                      tensor.dtype(),
                      Arrays.stream(tensor.shape()).boxed().toList(),
                      Order.ROWS,
                      begin + tensor.begin()))
          .toList();
    } catch (InvalidSafetensorsException e) {
      throw new InvalidWeightsException(e.reason());
    }
  }
}
