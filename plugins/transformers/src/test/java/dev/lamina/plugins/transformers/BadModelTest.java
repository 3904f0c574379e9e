package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.problem.RunFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a user reads about a model that cannot be used. The folder is the tiny GPT-2, then broken.
 */
class BadModelTest {

  @TempDir private Path folder;

  @BeforeEach
  void copyOfTheTinyGpt2() throws IOException {
    for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      Files.copy(Models.golden("gpt2").resolve(file), folder.resolve(file));
    }
  }

  @Test
  void theCopyItselfIsFine() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void aFolderThatDoesNotExist() {
    assertThat(Models.problems(folder + "/none"))
        .containsExactly(
            "spec:source: error: '"
                + folder
                + "/none' does not exist; source is a folder with config.json, tokenizer.json and"
                + " model.safetensors");
  }

  @Test
  void aFileInPlaceOfAFolder() {
    assertThat(Models.problems(folder + "/model.safetensors"))
        .singleElement()
        .asString()
        .endsWith(
            "/model.safetensors' is not a folder; source is a folder with config.json,"
                + " tokenizer.json and model.safetensors");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hf:gpt2         | models of the hub ('hf:gpt2') cannot be fetched yet; give a folder with config.json, tokenizer.json and model.safetensors
          ./llama.Q4.gguf | GGUF files ('./llama.Q4.gguf') cannot be read yet; give a folder with config.json, tokenizer.json and model.safetensors
          minilmm         | no model is called 'minilmm'; the built-in ones are minilm, e5-small, bge-small; a folder begins with ./ or /
          """)
  void otherSources(String source, String message) {
    assertThat(Models.problems(source)).containsExactly("spec:source: error: " + message);
  }

  @Test
  void allMissingFilesAtOnce() throws IOException {
    Files.delete(folder.resolve("config.json"));
    Files.delete(folder.resolve("model.safetensors"));
    Files.delete(folder.resolve("tokenizer.json"));
    assertThat(problems())
        .containsExactly(
            "config.json: error: the file is missing; it says which architecture the model has",
            "model.safetensors: error: the file is missing; it holds the weights",
            "tokenizer.json: error: the file is missing; transformers writes it:"
                + " AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pytorch_model.bin            | pytorch_model.bin is not read, as it can run code; transformers converts it: AutoModel.from_pretrained(FOLDER).save_pretrained(FOLDER)
          model.safetensors.index.json | weights in several files are not supported; transformers joins them: model.save_pretrained(FOLDER, max_shard_size='100GB')
          """)
  void otherWeights(String found, String advice) throws IOException {
    Files.move(folder.resolve("model.safetensors"), folder.resolve(found));
    assertThat(problems())
        .containsExactly("model.safetensors: error: the file is missing; " + advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "n_head": 3 | "n_head": 5 | 16:13 | n_head 5 does not divide n_embd 18
          "n_head": 3 | "n_head": -3 | 16:13 | n_head is -3 but must be from 1 to 1048576
          "n_head": 3 | "n_head": 3.0 | 16:13 | n_head is 3.0 but must be a whole number
          "n_head": 3 | "n_head": [3] | 16:13 | n_head is a list but must be a whole number
          "n_layer": 3 | "n_layer": 99999999999999 | 18:14 | n_layer is 99999999999999 but must be from 1 to 10000
          "n_layer": 3 | "n_layers": 3 |  | n_layer is missing
          "n_layer": 3 | "n_layer": null |  | n_layer is missing
          "model_type": "gpt2" | "model_type": "mamba" | 14:17 | model_type is 'mamba'; supported: bert, gpt2
          "model_type": "gpt2" | "type": "gpt2" |  | model_type is missing; supported: bert, gpt2
          "gelu_new" | "relu" | 2:26 | activation_function is 'relu', not supported; supported: gelu, gelu_fast, gelu_new, gelu_python, gelu_pytorch_tanh
          "layer_norm_epsilon": 0.001 | "layer_norm_epsilon": -1 | 13:25 | layer_norm_epsilon is -1 but must be above 0 and below 1
          "scale_attn_weights": true | "scale_attn_weights": false | 24:25 | scale_attn_weights is false, not supported; supported: true
          "scale_attn_by_inverse_layer_idx": false | "scale_attn_by_inverse_layer_idx": true | 23:38 | scale_attn_by_inverse_layer_idx is true, not supported; supported: false
          "scale_attn_by_inverse_layer_idx": false | "scale_attn_by_inverse_layer_idx": 1 | 23:38 | scale_attn_by_inverse_layer_idx is 1 but must be true or false
          "use_cache": true | "quantization_config": {} | 32:26 | quantization_config is a mapping, not supported

          """)
  void aConfigurationThatCannotBeComputed(
      String written, String instead, String place, String message) throws IOException {
    edit("config.json", written, instead);
    String where = place == null ? "config.json" : "config.json:" + place;
    assertThat(problems()).containsExactly(where + ": error: " + message);
  }

  @Test
  void severalConfigurationProblemsAtOnce() throws IOException {
    edit("config.json", "\"gelu_new\"", "\"relu\"");
    edit("config.json", "\"n_embd\": 18", "\"n_embd\": 0");
    edit("config.json", "\"add_cross_attention\": false", "\"add_cross_attention\": true");
    assertThat(problems()).hasSize(3).allMatch(line -> line.startsWith("config.json:"));
  }

  @Test
  void positionsThatBertDoesNotCompute() throws IOException {
    Path bert = Models.golden("bert").resolve("config.json");
    Files.copy(bert, folder.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
    edit("config.json", "\"use_cache\": true", "\"position_embedding_type\": \"relative_key\"");
    edit("config.json", "\"is_decoder\": false", "\"is_decoder\": true");
    assertThat(problems())
        .containsExactly(
            "config.json:26:30: error: position_embedding_type is 'relative_key', not supported;"
                + " supported: absolute",
            "config.json:16:17: error: is_decoder is true, not supported; supported: false");
  }

  @Test
  void brokenJson() throws IOException {
    edit("config.json", "\"n_head\": 3,", "\"n_head\" 3,");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("config.json:16:12: error: this is not JSON: Unexpected character ('3'");
    Files.writeString(folder.resolve("config.json"), "[]");
    assertThat(problems())
        .containsExactly("config.json: error: the file does not hold a JSON object");
    Files.writeString(folder.resolve("config.json"), "");
    assertThat(problems())
        .containsExactly("config.json: error: the file does not hold a JSON object");
  }

  @Test
  void weightsOfAnotherShapeThanTheConfigurationSays() throws IOException {
    edit("config.json", "\"n_inner\": 40", "\"n_inner\": 41");
    assertThat(problems())
        .containsExactly(
            "model.safetensors: error: 9 tensors are not of the shape that config.json says:"
                + " h.0.mlp.c_fc.weight is [18, 40] instead of [18, 41],"
                + " h.0.mlp.c_fc.bias is [40] instead of [41],"
                + " h.1.mlp.c_fc.weight is [18, 40] instead of [18, 41],"
                + " h.1.mlp.c_fc.bias is [40] instead of [41],"
                + " h.2.mlp.c_fc.weight is [18, 40] instead of [18, 41],"
                + " h.2.mlp.c_fc.bias is [40] instead of [41] and 3 more");
  }

  @Test
  void missingWeightsAreListedWithTheirShapes() throws IOException {
    edit("config.json", "\"n_layer\": 3", "\"n_layer\": 4");
    assertThat(problems())
        .containsExactly(
            "model.safetensors: error: 12 tensors are missing: h.3.ln_1.weight [18],"
                + " h.3.ln_1.bias [18], h.3.attn.c_attn.weight [18, 54], h.3.attn.c_attn.bias [54],"
                + " h.3.attn.c_proj.weight [18, 18], h.3.attn.c_proj.bias [18] and 6 more");
  }

  @Test
  void weightsThatTheModelDoesNotUseAreAWarning() throws IOException {
    edit("config.json", "\"n_layer\": 3", "\"n_layer\": 2");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("model.safetensors: warning: 12 tensors are not part of gpt2 and left aside: ")
        .contains("h.2.");
  }

  @Test
  void weightsOfATypeThatIsNotAFloat() throws IOException {
    edit(
        "model.safetensors",
        "\"wpe.weight\":{\"dtype\":\"F32\"",
        "\"wpe.weight\":{\"dtype\":\"I32\"");
    assertThat(problems())
        .containsExactly(
            "model.safetensors: error: 1 tensor is not stored as one of F32, F16, BF16: wpe.weight"
                + " is I32");
  }

  @Test
  void truncatedWeights() throws IOException {
    Path weights = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 100));
    assertThat(problems()).singleElement().asString().startsWith("model.safetensors: error: ");
    Files.write(weights, new byte[0]);
    assertThat(problems()).singleElement().asString().startsWith("model.safetensors: error: ");
  }

  @Test
  void weightsThatAreNotFiniteAreNamedBeforeAnythingIsComputed() throws IOException {
    Path weights = folder.resolve("model.safetensors");
    long size = Files.size(weights);
    ByteBuffer nan = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN);
    try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
      channel.write(nan, size - 4);
    }
    TransformersModel model = Models.inspected(folder.toString());
    assertThatThrownBy(model::load)
        .isInstanceOf(RunFailedException.class)
        .hasMessageMatching(".*model.safetensors: tensor '\\S+' has NaN or infinite weights");
  }

  @Test
  void weightsThatBecameShorterSinceTheyWereInspected() throws IOException {
    TransformersModel model = Models.inspected(folder.toString());
    try (FileChannel channel =
        FileChannel.open(folder.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 100);
    }
    assertThatThrownBy(model::load)
        .isInstanceOf(RunFailedException.class)
        .hasMessageEndingWith("cannot be read: java.io.EOFException: the file became shorter");
  }

  /** Weights near the largest float32 overflow in the first product. */
  @Test
  void activationsThatAreNotFiniteAreNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
    ByteBuffer weights = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 8 + (int) weights.getLong(0); at < bytes.length; at += 4) {
      weights.putFloat(at, 1e38f * Math.signum(weights.getFloat(at)));
    }
    Files.write(folder.resolve("model.safetensors"), bytes);
    TransformersModel model = Models.inspected(folder.toString());
    ModelInput input = new ModelInput(0, new int[] {1, 2, 3}, new int[] {2}, Pooling.MEAN);
    try (LoadedModel loaded = model.load()) {
      CaptureRequest request =
          new CaptureRequest(List.of(input), List.of(Component.ATTN_OUT), List.of(0, 1));
      assertThatThrownBy(() -> loaded.capture(request, (row, component, values) -> {}))
          .isInstanceOf(RunFailedException.class)
          .hasMessage(
              "attn_out of layer 0 has NaN or infinite activations; the model's weights are"
                  + " damaged, or too large for float32");
    }
  }

  @Test
  void aTokenizerWithMoreTokensThanTheEmbedding() throws IOException {
    edit("tokenizer.json", "\"<|endoftext|>\": 0", "\"<|endoftext|>\": 330");
    assertThat(problems())
        .containsExactly(
            "tokenizer.json: error: the tokenizer does not fit the model: it has ids up to 330,"
                + " the token embedding 330 rows");
  }

  @Test
  void addedTokensCountToo() throws IOException {
    edit("tokenizer.json", "\"id\": 0", "\"id\": 331");
    assertThat(problems()).singleElement().asString().contains("it has ids up to 331");
  }

  @Test
  void aFileThatIsNotATokenizer() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), "{\"a\": [1, {\"vocab\": {\"b\": 9999}}]}");
    assertThat(problems())
        .containsExactly(
            "tokenizer.json: error: the file is not a tokenizer: it has no vocabulary"
                + " (model.vocab)");
    Files.writeString(folder.resolve("tokenizer.json"), "{\n  \"model\": }");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("tokenizer.json:2:12: error: this is not JSON: ");
  }

  private List<String> problems() {
    return Models.problems(folder.toString()).stream()
        .map(line -> line.replace(folder + "/", ""))
        .toList();
  }

  private void edit(String file, String written, String instead) throws IOException {
    Path path = folder.resolve(file);
    Charset bytes = StandardCharsets.ISO_8859_1;
    String text = Files.readString(path, bytes);
    assertThat(text).contains(written);
    Files.writeString(path, text.replace(written, instead), bytes);
  }
}
