package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A copy of a tiny model, to change. */
record ModelCopy(Path path) {

  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  static ModelCopy copy(String model, Path path) throws IOException {
    for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      Files.copy(
          Models.golden(model).resolve(file),
          path.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return new ModelCopy(path);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** Replaces a text in a file. */
  void edit(String file, String written, String instead) throws IOException {
    String text = Files.readString(file(file), BYTES);
    assertThat(text).contains(written);
    Files.writeString(file(file), text.replace(written, instead), BYTES);
  }

  /** What inspecting the folder reports, files without their folder. */
  List<String> problems() {
    return Models.problems(path.toString()).stream()
        .map(line -> line.replace(path + "/", ""))
        .toList();
  }
}
