package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.transformers.tokens.Bos;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private ModelCopy folder;

  @BeforeEach
  void copyOfTheTinyGpt2(@TempDir Path path) throws IOException {
    folder = ModelCopy.copy("gpt2", path);
  }

  @Test
  void theCopyItselfIsFine() {
    assertThat(folder.problems()).isEmpty();
  }

  @Test
  void aFolderThatDoesNotExist() {
    assertThat(Models.problems(folder.path() + "/none"))
        .containsExactly(
            "spec:source: error: '"
                + folder.path()
                + "/none' does not exist; source is a folder with config.json, tokenizer.json and"
                + " model.safetensors");
  }

  @Test
  void aFileInPlaceOfAFolder() {
    assertThat(Models.problems(folder.path() + "/model.safetensors"))
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
          hf:a/b/c        | 'hf:a/b/c' does not name a model of the hub: it must be hf:OWNER/NAME or hf:OWNER/NAME@REVISION, as in hf:EleutherAI/pythia-70m@step1000
          minilmm         | no model is called 'minilmm'; did you mean 'minilm'? (see: lamina list models); a folder begins with ./ or /, a model of the hub with hf:
          """)
  void otherSources(String source, String message) {
    assertThat(Models.problems(source)).containsExactly("spec:source: error: " + message);
  }

  @Test
  void allMissingFilesAtOnce() throws IOException {
    Files.delete(folder.file("config.json"));
    Files.delete(folder.file("model.safetensors"));
    Files.delete(folder.file("tokenizer.json"));
    assertThat(folder.problems())
        .containsExactly(
            "config.json: error: the file is missing; it says which architecture the model has",
            "model.safetensors: error: the file is missing, and so are"
                + " model.safetensors.index.json, pytorch_model.bin, pytorch_model.bin.index.json;"
                + " the folder is empty",
            "tokenizer.json: error: the file is missing; transformers writes it:"
                + " AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)");
  }

  @Test
  void weightsOfAnotherShapeThanTheConfigurationSays() throws IOException {
    folder.edit("config.json", "\"n_inner\": 40", "\"n_inner\": 41");
    assertThat(folder.problems())
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
    folder.edit("config.json", "\"n_layer\": 3", "\"n_layer\": 4");
    assertThat(folder.problems())
        .containsExactly(
            "model.safetensors: error: 12 tensors are missing: h.3.ln_1.weight [18],"
                + " h.3.ln_1.bias [18], h.3.attn.c_attn.weight [18, 54], h.3.attn.c_attn.bias [54],"
                + " h.3.attn.c_proj.weight [18, 18], h.3.attn.c_proj.bias [18] and 6 more");
  }

  @Test
  void weightsThatTheModelDoesNotUseAreAWarning() throws IOException {
    folder.edit("config.json", "\"n_layer\": 3", "\"n_layer\": 2");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("model.safetensors: warning: 12 tensors are not part of gpt2 and left aside: ")
        .contains("h.2.");
  }

  @Test
  void weightsOfATypeThatIsNotAFloat() throws IOException {
    folder.edit(
        "model.safetensors",
        "\"wpe.weight\":{\"dtype\":\"F32\"",
        "\"wpe.weight\":{\"dtype\":\"I32\"");
    assertThat(folder.problems())
        .containsExactly(
            "model.safetensors: error: 1 tensor is not stored as one of F32, F16, BF16: wpe.weight"
                + " is I32");
  }

  @Test
  void truncatedWeights() throws IOException {
    Path weights = folder.file("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 100));
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("model.safetensors: error: ");
    Files.write(weights, new byte[0]);
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("model.safetensors: error: ");
  }

  @Test
  void weightsThatAreNotFiniteAreNamedBeforeAnythingIsComputed() throws IOException {
    Path weights = folder.file("model.safetensors");
    long size = Files.size(weights);
    ByteBuffer nan = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN);
    try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
      channel.write(nan, size - 4);
    }
    TransformersModel model = Models.inspected(folder.path().toString());
    assertThatThrownBy(model::load)
        .isInstanceOf(RunFailedException.class)
        .hasMessageMatching(".*model.safetensors: tensor '\\S+' has NaN or infinite weights");
  }

  @Test
  void weightsThatBecameShorterSinceTheyWereInspected() throws IOException {
    TransformersModel model = Models.inspected(folder.path().toString());
    try (FileChannel channel =
        FileChannel.open(folder.file("model.safetensors"), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 100);
    }
    assertThatThrownBy(model::load)
        .isInstanceOf(RunFailedException.class)
        .hasMessageEndingWith(
            "/model.safetensors changed after it was inspected; start again when it stays as it is");
  }

  /** Weights near the largest float32 overflow in the first product. */
  @Test
  void activationsThatAreNotFiniteAreNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.file("model.safetensors"));
    ByteBuffer weights = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 8 + (int) weights.getLong(0); at < bytes.length; at += 4) {
      weights.putFloat(at, 1e38f * Math.signum(weights.getFloat(at)));
    }
    Files.write(folder.file("model.safetensors"), bytes);
    TransformersModel model = Models.inspected(folder.path().toString());
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
  void aTokenThatTheVocabularyLacks() throws Exception {
    TransformersModel model = Models.inspected(folder.path().toString());
    ModelInput input = new ModelInput(0, new int[] {1, 999}, new int[] {1}, Pooling.MEAN);
    try (LoadedModel loaded = model.load()) {
      CaptureRequest request =
          new CaptureRequest(List.of(input), List.of(Component.EMBED), List.of(0));
      assertThatThrownBy(() -> loaded.capture(request, (row, component, values) -> {}))
          .isInstanceOf(RunFailedException.class)
          .hasMessageMatching("there is no token 999 in a vocabulary of \\d+");
    }
  }

  @Test
  void aDeviceThatIsNotThere() {
    TransformersModel.Config config =
        new TransformersModel.Config(
            folder.path().toString(),
            TransformersModel.Dtype.FLOAT32,
            TransformersModel.DeviceChoice.CUDA,
            Bos.AUTO);
    RecordedProblems problems = new RecordedProblems();
    TransformersModel model =
        new TransformersModel(config, Services.parallel(), Models.environment(), Services.silent());
    assertThatThrownBy(() -> model.inspect(problems)).isInstanceOf(InvalidModelException.class);
    assertThat(problems.lines())
        .containsExactly("spec:device: error: PyTorch has no CUDA device here; use device: cpu");
  }

  @Test
  void aTokenizerWithMoreTokensThanTheEmbedding() throws IOException {
    folder.edit("tokenizer.json", "\"!\": 1,", "\"!\": 330,");
    assertThat(folder.problems())
        .containsExactly(
            "tokenizer.json: error: the tokenizer does not fit the model: it has ids up to 330,"
                + " the token embedding 330 rows");
  }

  @Test
  void anAddedTokenBeyondTheEmbeddingIsAWarningAndPromptsThatSpellItAreRefused() throws Exception {
    folder.edit("tokenizer.json", "\"id\": 0", "\"id\": 330");
    folder.edit("tokenizer.json", "\"content\": \"<|endoftext|>\"", "\"content\": \"<image>\"");
    assertThat(folder.problems())
        .containsExactly(
            "tokenizer.json: warning: the tokenizer has added tokens with ids up to 330, the token"
                + " embedding 330 rows; a prompt that spells one without a row is refused");
    try (Tokenizer tokenizer = Models.inspected(folder.path().toString()).tokenizer()) {
      assertThat(tokenizer.encode(List.of("an image")).get(0).length()).isPositive();
      assertThatThrownBy(() -> tokenizer.encode(List.of("an <image>")))
          .isInstanceOf(RunFailedException.class)
          .hasMessageEndingWith(
              "tokenizer.json: 'an <image>' has the token 330, for which the model has no embedding"
                  + " (330 rows)");
    }
  }

  @Test
  void aFileThatIsNotATokenizer() throws IOException {
    Files.writeString(folder.file("tokenizer.json"), "{\"a\": [1, {\"vocab\": {\"b\": 9999}}]}");
    assertThat(folder.problems())
        .containsExactly(
            "tokenizer.json: error: the file is not a tokenizer: it has no vocabulary"
                + " (model.vocab)");
    Files.writeString(folder.file("tokenizer.json"), "{\n  \"model\": }");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("tokenizer.json:2:12: error: this is not JSON: ");
  }
}
