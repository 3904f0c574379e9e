package dev.lamina.plugins.transformers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Span;
import dev.lamina.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What transformers and Python's tokenizers gave for a tiny model, written by make_golden.py. */
final class Golden {

  private final Path folder;

  Golden(Path folder) {
    this.folder = folder;
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

  /** [tokens, layers, d_model]. */
  float[] activations(int prompt, Component component) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("golden.safetensors"))) {
      var buffer = file.bytes(prompt + "." + component.id()).asFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }
}
