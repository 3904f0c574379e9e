package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.model.Component;
import dev.lamina.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every component of every token and layer of MiniLM, saved by a run. */
class AllComponentsTest {

  private static final int HEADS = 12;
  private static final int LAYERS = 6;

  @TempDir private static Path folder;

  private static Path run;

  @BeforeAll
  static void run() throws IOException {
    String components =
        Arrays.stream(Component.values())
            .filter(component -> component != Component.LN_FINAL)
            .map(Component::id)
            .collect(Collectors.joining(", "));
    Path spec =
        Files.writeString(
            folder.resolve("all.yaml"),
            """
            name: all
            model: minilm
            dataset:
              type: conditions
              conditions: {long: ["Rome is in Italy, and Oslo is in Norway."], short: [Paris]}
            components: [%s]
            positions: all
            analyses: [save-activations]
            """
                .formatted(components));
    CommandLineRun done =
        CommandLineRun.of("run", spec.toString(), "--runs", folder.resolve("runs").toString());
    assertThat(done.exitCode()).as(String.join("\n", done.err())).isZero();
    run = folder.resolve("runs/all/latest").toRealPath();
  }

  @Test
  void everyComponentIsSavedAtItsOwnWidth() throws IOException {
    for (String name : List.of("resid_post", "attn_out", "q", "k", "v", "z")) {
      assertThat(shape(name)).as(name).endsWith(LAYERS, 384);
    }
    for (String name : List.of("mlp_pre", "mlp_post")) {
      assertThat(shape(name)).as(name).endsWith(LAYERS, 1536);
    }
    assertThat(shape("embed")).endsWith(1, 384);
    assertThat(shape("pattern"))
        .endsWith(LAYERS, (long) HEADS * keys())
        .isEqualTo(shape("attn_scores"));
  }

  /** pattern = softmax(attn_scores) over the prompt's keys, CLS and SEP included; z = pattern v. */
  @Test
  void patternsAreOverEachPromptsOwnKeys() throws IOException {
    float[] pattern = numbers("pattern");
    float[] scores = numbers("attn_scores");
    long[] offsets = offsets();
    int keys = keys();
    for (int prompt = 0; prompt + 1 < offsets.length; prompt++) {
      int own = (int) (offsets[prompt + 1] - offsets[prompt]) + 2;
      for (long row = offsets[prompt] * LAYERS * HEADS;
          row < offsets[prompt + 1] * LAYERS * HEADS;
          row++) {
        int from = (int) row * keys;
        double sum = 0;
        for (int key = 0; key < keys; key++) {
          sum += pattern[from + key];
          boolean seen = key < own;
          assertThat(Float.isFinite(scores[from + key])).isEqualTo(seen);
          assertThat(pattern[from + key] > 0).isEqualTo(seen);
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
      }
    }
  }

  /** The width of a head's row: the tokens of the longest prompt, CLS and SEP included. */
  private static int keys() throws IOException {
    long[] offsets = offsets();
    long longest = 0;
    for (int prompt = 0; prompt + 1 < offsets.length; prompt++) {
      longest = Math.max(longest, offsets[prompt + 1] - offsets[prompt]);
    }
    return (int) longest + 2;
  }

  private static long[] shape(String component) throws IOException {
    try (SafetensorsFile file = open(component)) {
      return file.tensors().get("activations").shape();
    }
  }

  private static float[] numbers(String component) throws IOException {
    try (SafetensorsFile file = open(component)) {
      FloatBuffer buffer = file.bytes("activations").asFloatBuffer();
      float[] numbers = new float[buffer.remaining()];
      buffer.get(numbers);
      return numbers;
    }
  }

  private static long[] offsets() throws IOException {
    try (SafetensorsFile file = open("pattern")) {
      LongBuffer buffer = file.bytes("offsets").asLongBuffer();
      long[] offsets = new long[buffer.remaining()];
      buffer.get(offsets);
      return offsets;
    }
  }

  private static SafetensorsFile open(String component) throws IOException {
    return SafetensorsFile.open(run.resolve("activations/" + component + ".safetensors"));
  }
}
