package dev.lamina.plugins.transformers.source.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Repositories of the tests, and the folders that they become. */
final class Repositories {

  static final String FIRST = "1".repeat(40);
  static final String SECOND = "2".repeat(40);

  static final HubFile CONFIG = HubFile.small("config.json", "{\"model_type\": \"gpt2\"}");
  static final HubFile TOKENIZER = HubFile.small("tokenizer.json", "{\"version\": \"1.0\"}");
  static final HubFile WEIGHTS = HubFile.large("model.safetensors", 50_000);

  private Repositories() {}

  /** A model as it is published today, with much that nobody needs. */
  static HubFile[] tiny() {
    return new HubFile[] {
      CONFIG,
      TOKENIZER,
      WEIGHTS,
      HubFile.small("tokenizer_config.json", "{\"a\": 1}"),
      HubFile.small(".gitattributes", "* text"),
      HubFile.small("README.md", "# tiny"),
      HubFile.small("vocab.json", "{}"),
      HubFile.small("merges.txt", "#version"),
      HubFile.small("generation_config.json", "{}"),
      HubFile.large("pytorch_model.bin", 3000),
      HubFile.large("pytorch_model.bin.index.json", "{}"),
      HubFile.large("tf_model.h5", 3001),
      HubFile.large("flax_model.msgpack", 3002),
      HubFile.large("rust_model.ot", 3003),
      HubFile.large("onnx/model.onnx", 3004),
      HubFile.large("original/consolidated.00.pth", 3005),
      HubFile.large("model.fp16.safetensors", 3006)
    };
  }

  /** Every file and link below a folder, with its content or target. */
  static Map<String, String> tree(Path folder) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(path -> !Files.isDirectory(path)).toList()) {
        String name = folder.relativize(path).toString();
        tree.put(
            name,
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : Files.size(path) + " bytes");
      }
    }
    return tree;
  }

  /** The names of files in a folder. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
