package dev.lamina.plugins.transformers.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Location;
import dev.lamina.plugins.transformers.tokens.folder.FolderTokenizer;
import dev.lamina.plugins.transformers.tokens.gguf.GgufTokenizer;
import dev.lamina.plugins.transformers.tokens.json.InvalidTokenizerException;
import dev.lamina.plugins.transformers.weights.InvalidWeightsException;
import dev.lamina.plugins.transformers.weights.gguf.GgufFile;
import dev.lamina.plugins.transformers.weights.gguf.GgufFileBuilder;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The tokenizers that src/test/python/make_tokenizers.py made, and what Python makes of texts. */
final class TinyTokenizers {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TinyTokenizers() {}

  /** The texts that Python was given. */
  static List<String> texts() {
    List<String> texts = new ArrayList<>();
    json("texts.json").forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  static JsonNode json(String path) {
    try {
      return MAPPER.readTree(path(path).toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A file or folder of the resources. */
  static Path path(String path) {
    return resource("/tokenizers/" + path);
  }

  /** A folder that make_golden.py wrote. */
  static Path golden(String name) {
    return resource("/golden/" + name);
  }

  private static Path resource(String path) {
    try {
      return Path.of(TinyTokenizers.class.getResource(path).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Copies a folder, so that a test can break it. */
  static Path copy(String name, Path target) throws IOException {
    try (Stream<Path> files = Files.list(path(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return target;
  }

  /** The tokenizer of a folder, or of the metadata in it. */
  static ModelTokenizer tokenizer(String name) {
    Path metadata = path(name).resolve("metadata.json");
    return Files.exists(metadata) ? gguf(json(name + "/metadata.json")) : folder(path(name));
  }

  /** The tokenizer of a folder that has one. */
  static ModelTokenizer folder(Path folder) {
    RecordedProblems problems = new RecordedProblems();
    return tryFolder(folder, problems)
        .orElseThrow(() -> new AssertionError(String.join("\n", problems.lines())));
  }

  /** What is reported of a folder. */
  static List<String> problems(Path folder) {
    RecordedProblems problems = new RecordedProblems();
    if (tryFolder(folder, problems).isEmpty() && !problems.hasErrors()) {
      throw new AssertionError("refused without a word");
    }
    return problems.lines().stream().map(line -> line.replace(folder + "/", "")).toList();
  }

  /** The tokenizer of a folder, unless it is refused. */
  static Optional<ModelTokenizer> tryFolder(Path folder, RecordedProblems problems) {
    try {
      return Optional.of(FolderTokenizer.read(folder, modelType(folder), problems));
    } catch (InvalidModelException e) {
      return Optional.empty();
    }
  }

  private static String modelType(Path folder) {
    try {
      return MAPPER.readTree(folder.resolve("config.json").toFile()).path("model_type").asText("");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static ModelTokenizer gguf(JsonNode metadata) {
    RecordedProblems problems = new RecordedProblems();
    return tryGguf(metadata, problems)
        .orElseThrow(() -> new AssertionError(String.join("\n", problems.lines())));
  }

  /** The tokenizer of a GGUF file's metadata, unless it is refused. */
  static Optional<ModelTokenizer> tryGguf(JsonNode metadata, RecordedProblems problems) {
    try {
      return Optional.of(GgufTokenizer.read(file(metadata)));
    } catch (InvalidTokenizerException e) {
      problems.error(Location.file("model.gguf"), e.reason());
      return Optional.empty();
    }
  }

  static List<TokenizedPrompt> encode(ModelTokenizer tokenizer, List<String> texts) {
    try (Tokenizer open = tokenizer.open(Integer.MAX_VALUE)) {
      return open.encode(texts);
    }
  }

  /** A GGUF file with the metadata that make_tokenizers.py writes as JSON. */
  private static GgufFile file(JsonNode metadata) {
    GgufFileBuilder builder = new GgufFileBuilder();
    metadata
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              JsonNode value = entry.getValue();
              if (value.isTextual()) {
                builder.text(key, value.textValue());
              } else if (value.isBoolean()) {
                builder.flag(key, value.booleanValue());
              } else if (value.isIntegralNumber()) {
                builder.integer(key, value.intValue());
              } else if (value.size() == 0 || value.get(0).isTextual()) {
                builder.texts(key, items(value).map(JsonNode::textValue).toList());
              } else if (items(value).allMatch(JsonNode::isIntegralNumber)) {
                builder.integers(key, items(value).mapToInt(JsonNode::intValue).toArray());
              } else {
                float[] numbers = new float[value.size()];
                for (int i = 0; i < numbers.length; i++) {
                  numbers[i] = value.get(i).floatValue();
                }
                builder.numbers(key, numbers);
              }
            });
    try {
      Path written = Files.createTempFile("tokenizer", ".gguf");
      try {
        return GgufFile.open(builder.tensor("none", 1).write(written));
      } finally {
        Files.delete(written);
      }
    } catch (IOException | InvalidWeightsException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
