package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.testkit.CapturedActivations;
import dev.lamina.testkit.RecordedProblems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected numbers are transformers' (src/test/python/make_golden.py). */
class GoldenActivationsTest {

  /** Of the family's largest activation: float32 noise is 1e-6, tanh instead of erf GELU 2e-4. */
  private static final double NOISE = 2e-5;

  private static final double COSINE = 0.99999;

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "bert"})
  void everyComponentOfEveryLayerIsTransformers(String family) throws Exception {
    compare(Models.golden(family), Models.golden(family), NOISE);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt2, prefixed, 2e-5",
    "gpt2, f16, 2e-3",
    "gpt2, bf16, 2e-2",
    "bert, prefixed, 2e-5"
  })
  void otherSpellingsOfTheSameWeightsGiveTheSame(
      String family, String variant, double tolerance, @TempDir Path path) throws Exception {
    ModelCopy folder = ModelCopy.copy(family, path);
    Files.copy(
        Models.golden(family + "-variants").resolve(variant + ".safetensors"),
        folder.file("model.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(folder.problems()).isEmpty();
    compare(path, Models.golden(family), tolerance);
  }

  private static void compare(Path model, Path golden, double tolerance) throws Exception {
    Golden expected = new Golden(golden);
    TransformersModel transformer = Models.of(model.toString());
    ModelDescription description = transformer.inspect(new RecordedProblems());
    List<ModelInput> inputs = new ArrayList<>();
    for (Golden.GoldenPrompt prompt : expected.prompts()) {
      int[] positions = IntStream.range(0, prompt.ids().length).toArray();
      inputs.add(new ModelInput(inputs.size(), prompt.ids(), positions, Pooling.EACH));
    }
    List<Integer> layers = IntStream.range(0, description.layers()).boxed().toList();
    CapturedActivations captured;
    try (LoadedModel loaded = transformer.load()) {
      captured =
          CapturedActivations.of(
              loaded, new CaptureRequest(inputs, description.components(), layers));
    }
    double largest = 0;
    for (ModelInput input : inputs) {
      for (Component component : description.components()) {
        for (float value : expected.activations(input.row(), component)) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    for (ModelInput input : inputs) {
      for (Component component : description.components()) {
        float[] actual = captured.values(input.row(), component);
        float[] wanted = expected.activations(input.row(), component);
        String what = component + " of prompt " + input.row();
        assertThat(actual).as(what).hasSameSizeAs(wanted);
        assertThat(difference(actual, wanted) / largest).as(what).isLessThan(tolerance);
        assertThat(cosine(actual, wanted))
            .as(what)
            .isGreaterThan(tolerance > NOISE ? .999 : COSINE);
      }
    }
  }

  private static double difference(float[] left, float[] right) {
    return IntStream.range(0, left.length)
        .mapToDouble(i -> Math.abs(left[i] - right[i]))
        .max()
        .orElseThrow();
  }

  private static double cosine(float[] left, float[] right) {
    double product = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (int i = 0; i < left.length; i++) {
      product += (double) left[i] * right[i];
      leftSquares += (double) left[i] * left[i];
      rightSquares += (double) right[i] * right[i];
    }
    return product / Math.sqrt(leftSquares * rightSquares);
  }
}
