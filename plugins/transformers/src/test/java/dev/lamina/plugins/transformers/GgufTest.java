package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.weights.gguf.GgufFileBuilder;
import dev.lamina.safetensors.SafetensorsFile;
import dev.lamina.testkit.CapturedActivations;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GGUF files as models. The tiny GPT-2 is written as llama.cpp's converter would. */
class GgufTest {

  private static final Map<String, String> NAMES =
      Map.of(
          "wte", "token_embd",
          "wpe", "position_embd",
          "ln_f", "output_norm",
          "ln_1", "attn_norm",
          "attn.c_attn", "attn_qkv",
          "attn.c_proj", "attn_output",
          "ln_2", "ffn_norm",
          "mlp.c_fc", "ffn_up",
          "mlp.c_proj", "ffn_down");

  @TempDir private Path folder;

  /** The weights are the same, so that every activation is the same to the last bit. */
  @Test
  void aConvertedModelActivatesAsItsFolder() throws Exception {
    Path file = tinyGpt2().write(folder.resolve("tiny.gguf"));
    Files.copy(Models.golden("gpt2").resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    TransformersModel converted = Models.inspected(file.toString());
    TransformersModel original = Models.inspected(Models.golden("gpt2").toString());
    ModelDescription description = converted.inspect(new RecordedProblems());
    assertThat(description.name()).isEqualTo("tiny");
    int[] ids = IntStream.range(3, 20).toArray();
    int[] positions = IntStream.range(0, ids.length).toArray();
    ModelInput input = new ModelInput(0, ids, positions, Pooling.EACH);
    CapturedActivations actual = capture(converted, description, input);
    CapturedActivations expected = capture(original, description, input);
    for (Component component : description.components()) {
      assertThat(actual.values(0, component))
          .as(component.toString())
          .isEqualTo(expected.values(0, component));
    }
  }

  @Test
  void aFileThatDoesNotExist() {
    Path file = folder.resolve("none.gguf");
    assertThat(Models.problems(file.toString()))
        .containsExactly("spec:source: error: '" + file + "' does not exist");
  }

  @Test
  void aFolderThatIsCalledLikeAFile() throws IOException {
    Path file = Files.createDirectory(folder.resolve("folder.gguf"));
    assertThat(Models.problems(file.toString()))
        .containsExactly("spec:source: error: '" + file + "' is not a file");
  }

  @Test
  void aFileThatIsNotGguf() throws IOException {
    Path file = Files.writeString(folder.resolve("x.gguf"), "version https://git-lfs");
    assertThat(Models.problems(file.toString()))
        .containsExactly(
            file + ": error: the file is not GGUF: it begins with 'vers' instead of 'GGUF'");
  }

  @Test
  void aFileWithoutATokenizerInItOrBesideIt() throws Exception {
    Path file = tinyGpt2().write(folder.resolve("tiny.gguf"));
    assertThat(Models.problems(file.toString()))
        .containsExactly(
            file
                + ": error: the file has no tokenizer: no tokenizer.ggml.model; with the model's"
                + " tokenizer.json beside it, that one is taken instead");
  }

  /** What the family says about the configuration is said of the file: it has no lines. */
  @Test
  void aConfigurationThatTheFamilyRefuses() throws Exception {
    Path file =
        new GgufFileBuilder()
            .text("general.architecture", "gpt2")
            .integer("gpt2.attention.head_count", 5)
            .integer("gpt2.embedding_length", 18)
            .tensor("token_embd.weight", 2, 18)
            .write(folder.resolve("tiny.gguf"));
    Files.copy(Models.golden("gpt2").resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    assertThat(Models.problems(file.toString()))
        .contains(file + ": error: n_layer is missing")
        .allMatch(line -> line.startsWith(file + ": error: "));
  }

  private static CapturedActivations capture(
      TransformersModel model, ModelDescription description, ModelInput input) {
    List<Integer> layers = IntStream.range(0, description.layers()).boxed().toList();
    CaptureRequest request = new CaptureRequest(List.of(input), description.components(), layers);
    try (LoadedModel loaded = model.load()) {
      return CapturedActivations.of(loaded, request);
    }
  }

  private static GgufFileBuilder tinyGpt2() throws IOException {
    GgufFileBuilder builder =
        new GgufFileBuilder()
            .text("general.architecture", "gpt2")
            .integer("gpt2.block_count", 3)
            .integer("gpt2.context_length", 64)
            .integer("gpt2.embedding_length", 18)
            .integer("gpt2.feed_forward_length", 40)
            .integer("gpt2.attention.head_count", 3)
            .number("gpt2.attention.layer_norm_epsilon", 1e-3f);
    Path weights = Models.golden("gpt2").resolve("model.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(weights)) {
      for (String name : file.tensors().keySet()) {
        long[] shape = file.tensors().get(name).shape();
        float[] numbers = new float[file.bytes(name).remaining() / Float.BYTES];
        file.bytes(name).asFloatBuffer().get(numbers);
        boolean turned = name.contains(".c_") && shape.length == 2;
        builder.tensor(
            converted(name),
            turned ? transpose(numbers, (int) shape[0], (int) shape[1]) : numbers,
            turned ? new long[] {shape[1], shape[0]} : shape);
      }
    }
    return builder;
  }

  /** {@code h.0.ln_1.weight} is {@code blk.0.attn_norm.weight}. */
  private static String converted(String name) {
    String block = name.startsWith("h.") ? name.substring(1, name.indexOf('.', 2) + 1) : "";
    int stem = block.isEmpty() ? 0 : block.length() + 1;
    int ending = name.lastIndexOf('.');
    String known = NAMES.get(name.substring(stem, ending));
    return (block.isEmpty() ? "" : "blk" + block) + known + name.substring(ending);
  }

  private static float[] transpose(float[] numbers, int rows, int columns) {
    float[] transposed = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      transposed[i % columns * rows + i / columns] = numbers[i];
    }
    return transposed;
  }
}
