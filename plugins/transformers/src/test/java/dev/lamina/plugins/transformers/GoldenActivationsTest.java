package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.plugins.transformers.weights.SafetensorsWeights;
import dev.lamina.testkit.CapturedActivations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every component of every layer, and the logits, of every family. The expected numbers are
 * transformers' in eager float32, one prompt at a time (src/test/python/make_golden.py).
 */
class GoldenActivationsTest {

  /** Of the family's largest activation: float32 noise is 1e-6, tanh instead of erf GELU 2e-4. */
  private static final double NOISE = 2e-5;

  private static final double COSINE = 0.99999;

  private static final FamilyTable TABLE = new FamilyTable();

  @AfterAll
  static void writeTheTableOfFamilies() throws IOException {
    TABLE.write(Path.of("target", "families.txt"));
  }

  /** Every folder, with each form of the configuration that it has. */
  static Stream<Arguments> everyFamilyAndConfiguration() throws IOException {
    return Golden.folders().stream()
        .flatMap(
            folder ->
                Stream.of("config.json", "config.v4.json")
                    .filter(config -> Files.exists(Models.golden(folder).resolve(config)))
                    .map(config -> Arguments.of(folder, config)));
  }

  @Test
  void everyFamilyHasGoldenActivations() throws IOException {
    List<String> folders = Golden.folders();
    assertThat(new Families().names())
        .allMatch(
            family ->
                folders.stream()
                    .anyMatch(name -> name.equals(family) || name.startsWith(family + "-")));
  }

  @ParameterizedTest
  @MethodSource("everyFamilyAndConfiguration")
  void everyComponentAndTheLogitsAreTransformers(String folder, String config) throws Exception {
    TinyModel model = TinyModel.read(folder, config);
    assertThat(model.warnings()).isEmpty();
    compare(model, new Golden(Models.golden(folder)), NOISE, folder);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt2, prefixed, 2e-5",
    "gpt2, f16, 2e-3",
    "gpt2, bf16, 2e-2",
    "bert, prefixed, 2e-5"
  })
  void otherSpellingsOfTheSameWeightsGiveTheSame(String family, String variant, double tolerance)
      throws Exception {
    TinyModel model =
        TinyModel.read(
            Models.golden(family).resolve("config.json"),
            Models.golden(family + "-variants").resolve(variant + ".safetensors"),
            new SafetensorsWeights());
    assertThat(model.warnings()).isEmpty();
    compare(model, new Golden(Models.golden(family)), tolerance, family + " " + variant);
  }

  private static void compare(TinyModel model, Golden golden, double tolerance, String name)
      throws Exception {
    List<int[]> prompts = golden.ids();
    double largest = largest(golden, prompts.size());
    try (LoadedModel loaded = model.load(DataType.FLOAT32)) {
      for (int prompt = 0; prompt < prompts.size(); prompt++) {
        int[] ids = prompts.get(prompt);
        Map<Component, float[]> expected = golden.activations(prompt);
        assertThat(model.components()).containsAll(expected.keySet());
        CapturedActivations captured = capture(loaded, model, ids);
        String tokens = " of " + ids.length + " tokens";
        expected.forEach(
            (component, values) -> {
              float[] actual = captured.values(0, component);
              TABLE.add(name, component.id(), actual, values);
              assertClose(component + tokens, actual, values, tolerance, largest);
            });
        golden
            .logits(prompt)
            .ifPresent(
                logits -> {
                  float[] actual = loaded.nextTokenLogits(ids).orElseThrow();
                  TABLE.add(name, "logits", actual, logits);
                  double largestLogit = Vectors.largest(logits);
                  assertClose("logits" + tokens, actual, logits, tolerance, largestLogit);
                });
      }
    }
  }

  private static CapturedActivations capture(LoadedModel loaded, TinyModel model, int[] ids) {
    int[] positions = IntStream.range(0, ids.length).toArray();
    List<Integer> layers = IntStream.range(0, model.architecture().layers()).boxed().toList();
    ModelInput input = new ModelInput(0, ids, positions, Pooling.EACH);
    return CapturedActivations.of(
        loaded, new CaptureRequest(List.of(input), model.components(), layers));
  }

  private static double largest(Golden golden, int prompts) throws IOException {
    double largest = 0;
    for (int prompt = 0; prompt < prompts; prompt++) {
      for (float[] values : golden.activations(prompt).values()) {
        largest = Math.max(largest, Vectors.largest(values));
      }
    }
    return largest;
  }

  private static void assertClose(
      String what, float[] actual, float[] expected, double tolerance, double largest) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    assertThat(Vectors.difference(actual, expected) / largest).as(what).isLessThan(tolerance);
    assertThat(Vectors.cosine(actual, expected))
        .as(what)
        .isGreaterThan(tolerance > NOISE ? .999 : COSINE);
  }
}
