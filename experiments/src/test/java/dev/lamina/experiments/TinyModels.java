package dev.lamina.experiments;

import dev.lamina.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The tiny models that plugins/transformers is tested with. */
final class TinyModels {

  private static final String WEIGHTS = "model.safetensors";

  private TinyModels() {}

  /** The folder of one that has a tokenizer: {@code gpt2}, {@code bert}. */
  static Path golden(String name) {
    return CommandLineRun.ROOT
        .resolve("plugins/transformers/src/test/resources/golden")
        .resolve(name);
  }

  /** Copies one to an existing folder. */
  static void copy(String name, Path folder) throws IOException {
    for (String file : List.of("config.json", "tokenizer.json", WEIGHTS)) {
      Files.copy(golden(name).resolve(file), folder.resolve(file));
    }
  }

  /** Adds to the first number of a float32 tensor in a folder's file of weights. */
  static void add(float difference, String tensor, Path folder) throws IOException {
    Path file = folder.resolve(WEIGHTS);
    long place;
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      place = weights.dataBegin() + weights.tensors().get(tensor).begin();
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer number = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(number, place);
      number.putFloat(0, number.getFloat(0) + difference);
      channel.write(number.rewind(), place);
    }
  }
}
