package dev.lamina.plugins.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Span;
import dev.lamina.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What transformers and Python's tokenizers gave for a tiny model, written by make_golden.py. */
final class Golden {

  private final Path folder;

  Golden(Path folder) {
    this.folder = folder;
  }

  /** The folders that hold golden activations: a family each, or a variant of one. */
  static List<String> folders() throws IOException {
    try (Stream<Path> folders = Files.list(Models.golden(""))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("golden.safetensors")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /**
   * A prompt and its tokens.
   *
   * @param offsets in code points
   */
  record GoldenPrompt(String text, int[] ids, List<Span> offsets, boolean[] special) {}

  List<GoldenPrompt> prompts() throws IOException {
    List<GoldenPrompt> prompts = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(folder.resolve("golden.json").toFile())) {
      int[] ids =
          StreamSupport.stream(node.get("ids").spliterator(), false)
              .mapToInt(JsonNode::intValue)
              .toArray();
      boolean[] special = new boolean[ids.length];
      List<Span> offsets = new ArrayList<>();
      for (int i = 0; i < ids.length; i++) {
        special[i] = node.get("special").get(i).intValue() == 1;
        JsonNode offset = node.get("offsets").get(i);
        offsets.add(new Span(offset.get(0).intValue(), offset.get(1).intValue()));
      }
      prompts.add(new GoldenPrompt(node.get("text").textValue(), ids, offsets, special));
    }
    return prompts;
  }

  /** The token ids of each prompt. */
  List<int[]> ids() throws IOException {
    List<int[]> ids = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(folder.resolve("golden.json").toFile())) {
      ids.add(
          StreamSupport.stream(node.get("ids").spliterator(), false)
              .mapToInt(JsonNode::intValue)
              .toArray());
    }
    return ids;
  }

  /** The components that it has of a prompt, [tokens, layers, width] each. */
  Map<Component, float[]> activations(int prompt) throws IOException {
    Map<Component, float[]> activations = new EnumMap<>(Component.class);
    for (Component component : Component.values()) {
      tensor(prompt + "." + component.id()).ifPresent(values -> activations.put(component, values));
    }
    return activations;
  }

  /** The logits behind a prompt, [vocabulary], if the family predicts tokens. */
  Optional<float[]> logits(int prompt) throws IOException {
    return tensor(prompt + ".logits");
  }

  private Optional<float[]> tensor(String name) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("golden.safetensors"))) {
      if (!file.tensors().containsKey(name)) {
        return Optional.empty();
      }
      var buffer = file.bytes(name).asFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return Optional.of(values);
    }
  }
}
