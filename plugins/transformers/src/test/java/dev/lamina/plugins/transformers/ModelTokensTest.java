package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.TokenizedPrompt;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.plugins.transformers.TransformersModel.Config;
import dev.lamina.plugins.transformers.TransformersModel.DeviceChoice;
import dev.lamina.plugins.transformers.TransformersModel.Dtype;
import dev.lamina.plugins.transformers.tokens.Bos;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a model's tokenizer and the option {@code bos} reach the user of the model. */
class ModelTokensTest {

  private static final String GPT2 = Models.golden("gpt2").toString();
  private static final String BERT = Models.golden("bert").toString();

  @Test
  void bosIsAddedWhereTheSpecAsksForIt() throws Exception {
    assertThat(encode(model(GPT2, Bos.AUTO), "Paris").special()).containsOnly(false);
    TokenizedPrompt prompt = encode(model(GPT2, Bos.ALWAYS), "Paris");
    assertThat(prompt.special()[0]).isTrue();
    assertThat(prompt.ids()[0]).isZero();
  }

  /** Stored activations are looked up by the tokenizer's fingerprint. */
  @Test
  void activationsOfOtherChoicesAreNeverTaken() throws Exception {
    String auto = fingerprint(GPT2, Bos.AUTO);
    assertThat(fingerprint(GPT2, Bos.ALWAYS)).isNotEqualTo(auto);
    assertThat(fingerprint(GPT2, Bos.NEVER)).isEqualTo(auto);
  }

  @Test
  void aModelWithoutBosSaysSo() {
    RecordedProblems problems = new RecordedProblems();
    assertThatThrownBy(() -> model(BERT, Bos.ALWAYS).inspect(problems))
        .isInstanceOf(InvalidModelException.class);
    assertThat(problems.lines())
        .containsExactly(
            "spec:bos: error: the model has no token for the beginning of a text; use bos: auto or"
                + " bos: never");
  }

  @Test
  void aFolderWithVocabularyAndMergesGivesTheSameTokens(@TempDir Path path) throws Exception {
    ModelCopy folder = ModelCopy.copy("gpt2", path);
    split(folder);
    assertThat(folder.problems()).isEmpty();
    for (String text : List.of("The city of Paris", "caf\u00e9 <|endoftext|> 12", "")) {
      assertThat(encode(model(path.toString(), Bos.AUTO), text).ids())
          .containsExactly(encode(model(GPT2, Bos.AUTO), text).ids());
    }
    Files.delete(folder.file("merges.txt"));
    assertThat(folder.problems()).containsExactly("merges.txt: error: the file is missing");
  }

  private static void split(ModelCopy folder) throws IOException {
    JsonNode model =
        new ObjectMapper().readTree(folder.file("tokenizer.json").toFile()).get("model");
    Files.delete(folder.file("tokenizer.json"));
    Files.writeString(folder.file("vocab.json"), model.get("vocab").toString());
    List<String> merges = new ArrayList<>(List.of("#version: 0.2"));
    model
        .get("merges")
        .forEach(pair -> merges.add(pair.get(0).textValue() + " " + pair.get(1).textValue()));
    Files.write(folder.file("merges.txt"), merges);
  }

  private static String fingerprint(String source, Bos bos) throws InvalidModelException {
    return model(source, bos).inspect(new RecordedProblems()).tokenizerFingerprint();
  }

  private static TokenizedPrompt encode(TransformersModel model, String text)
      throws InvalidModelException {
    model.inspect(new RecordedProblems());
    try (Tokenizer tokenizer = model.tokenizer()) {
      return tokenizer.encode(List.of(text)).get(0);
    }
  }

  private static TransformersModel model(String source, Bos bos) {
    return new TransformersModel(
        new Config(source, Dtype.FLOAT32, DeviceChoice.CPU, bos),
        Services.parallel(),
        Models.environment(),
        Services.silent());
  }
}
