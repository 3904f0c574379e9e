package dev.lamina.engine.run.folder;

import dev.lamina.api.analysis.NamedTensor;
import dev.lamina.safetensors.NewTensor;
import dev.lamina.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tensors of an analysis as a safetensors file. */
final class TensorFile {

  private TensorFile() {}

  static void write(Path file, List<NamedTensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<NewTensor> heads =
        tensors.stream()
            .map(tensor -> new NewTensor(tensor.name(), tensor.type().name(), tensor.shape()))
            .toList();
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, heads, metadata)) {
      for (NamedTensor tensor : tensors) {
        writer.write(tensor.name(), tensor.chunks());
      }
      writer.commit();
    }
  }
}
