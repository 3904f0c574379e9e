package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.check.Check;
import dev.lamina.api.check.Difference;
import dev.lamina.api.check.TokenVectors;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.safetensors.SafetensorsFile;
import dev.lamina.testkit.ModelContract;
import dev.lamina.testkit.RecordedProblems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A real causal model out of a GGUF file, whose path the environment gives, against what
 * transformers computes with it (src/test/python/make_smollm2.py).
 */
@EnabledIfEnvironmentVariable(named = "LAMINA_SMOLLM2", matches = ".+")
class SmolLm2Test extends ModelContract {

  private static final double NOISE = 2e-5;

  /**
   * Of the prompt of one token, whose massive activations (23,245 at layer 11) enlarge rounding:
   * transformers' float32 is 2.1e-5 from its float64 there, and 4.1e-5 from itself when more tokens
   * follow (src/test/python/make_smollm2.py).
   */
  private static final double NOISE_OF_A_LONE_TOKEN = 1e-4;

  @Override
  protected Model model() {
    return Models.of(System.getenv("LAMINA_SMOLLM2"));
  }

  @Override
  protected Optional<Model> inFloat64() {
    return Optional.of(Models.of(System.getenv("LAMINA_SMOLLM2"), TransformersModel.Dtype.FLOAT64));
  }

  @Test
  void theCapitalOfFranceIsParis() throws Exception {
    Model model = model();
    model.inspect(new RecordedProblems());
    try (Tokenizer tokenizer = model.tokenizer();
        LoadedModel loaded = model.load()) {
      int[] question = ids(tokenizer, "The capital of France is");
      int[] answer = ids(tokenizer, "The capital of France is Paris");
      float[] logits = loaded.nextTokenLogits(question).orElseThrow();
      assertThat(answer).hasSize(question.length + 1).startsWith(question);
      assertThat(mostLikely(logits)).isEqualTo(answer[question.length]);
      Difference difference = new Difference("logits", NOISE);
      difference.compare(logits, expected("0.logits"), "vocabulary");
      assertThat(difference.check()).matches(Check::holds);
    }
  }

  @Test
  void tokensAndActivationsAreTransformers() throws Exception {
    Model model = model();
    ModelDescription description = model.inspect(new RecordedProblems());
    List<int[]> prompts = new ArrayList<>();
    try (Tokenizer tokenizer = model.tokenizer()) {
      for (JsonNode prompt : new ObjectMapper().readTree(resource("smollm2.json").toFile())) {
        int[] ids = ids(tokenizer, prompt.get("text").textValue());
        assertThat(ids).containsExactly(ints(prompt.get("ids")));
        prompts.add(ids);
      }
    }
    List<Component> components = List.of(Component.RESID_PRE, Component.LN_FINAL);
    List<Integer> layers = IntStream.range(0, description.layers()).boxed().toList();
    int keys = prompts.stream().mapToInt(ids -> ids.length).max().orElseThrow();
    Difference stream = new Difference("resid_pre", NOISE);
    Difference lone = new Difference("resid_pre of a lone token", NOISE_OF_A_LONE_TOKEN);
    Difference end = new Difference("ln_final", NOISE);
    try (LoadedModel loaded = model.load()) {
      TokenVectors captured =
          TokenVectors.capture(loaded, description, prompts, components, layers, keys);
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        int last = prompts.get(prompt).length - 1;
        float[] expected = expected(prompt + ".resid_pre");
        for (int layer : layers) {
          (last == 0 ? lone : stream)
              .compare(
                  captured.of(prompt, Component.RESID_PRE, last, layer),
                  Arrays.copyOfRange(
                      expected, layer * description.dModel(), (layer + 1) * description.dModel()),
                  "layer " + layer);
        }
        end.compare(
            captured.of(prompt, Component.LN_FINAL, last, 0),
            expected(prompt + ".ln_final"),
            "prompt " + prompt);
      }
    }
    assertThat(stream.check()).matches(Check::holds);
    assertThat(lone.check()).matches(Check::holds);
    assertThat(end.check()).matches(Check::holds);
  }

  private static int[] ids(Tokenizer tokenizer, String text) {
    return tokenizer.encode(List.of(text)).get(0).ids();
  }

  private static int[] ints(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.get(i).intValue()).toArray();
  }

  private static int mostLikely(float[] logits) {
    return IntStream.range(0, logits.length)
        .reduce((best, i) -> logits[i] > logits[best] ? i : best)
        .orElseThrow();
  }

  private static float[] expected(String name) throws Exception {
    try (SafetensorsFile file = SafetensorsFile.open(resource("smollm2.safetensors"))) {
      var buffer = file.bytes(name).asFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  private static Path resource(String name) throws Exception {
    return Path.of(SmolLm2Test.class.getResource("/smollm2/" + name).toURI());
  }
}
