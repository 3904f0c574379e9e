package dev.lamina.plugins.transformers.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.plugins.transformers.tokens.folder.FolderTokenizer;
import dev.lamina.plugins.transformers.tokens.gguf.GgufMetadata;
import dev.lamina.plugins.transformers.tokens.gguf.GgufTokenizer;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
      return Optional.of(
          GgufTokenizer.read(Path.of("model.gguf"), new Metadata(metadata), problems));
    } catch (InvalidModelException e) {
      return Optional.empty();
    }
  }

  static List<TokenizedPrompt> encode(ModelTokenizer tokenizer, List<String> texts) {
    try (Tokenizer open = tokenizer.open(Integer.MAX_VALUE)) {
      return open.encode(texts);
    }
  }

  /** The metadata of a GGUF file as make_tokenizers.py writes it. */
  record Metadata(JsonNode json) implements GgufMetadata {

    @Override
    public Optional<String> text(String key) {
      return Optional.ofNullable(json.path(key).textValue());
    }

    @Override
    public OptionalLong integer(String key) {
      return json.path(key).isIntegralNumber()
          ? OptionalLong.of(json.path(key).longValue())
          : OptionalLong.empty();
    }

    @Override
    public Optional<Boolean> flag(String key) {
      return json.path(key).isBoolean()
          ? Optional.of(json.path(key).booleanValue())
          : Optional.empty();
    }

    @Override
    public Optional<List<String>> texts(String key) {
      List<String> texts = new ArrayList<>();
      json.path(key).forEach(text -> texts.add(text.textValue()));
      return json.path(key).isArray() ? Optional.of(texts) : Optional.empty();
    }

    @Override
    public Optional<int[]> integers(String key) {
      int[] numbers = new int[json.path(key).size()];
      Arrays.setAll(numbers, i -> json.path(key).get(i).intValue());
      return json.path(key).isArray() ? Optional.of(numbers) : Optional.empty();
    }

    @Override
    public Optional<float[]> numbers(String key) {
      float[] numbers = new float[json.path(key).size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = json.path(key).get(i).floatValue();
      }
      return json.path(key).isArray() ? Optional.of(numbers) : Optional.empty();
    }
  }
}
