package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.api.model.Component;
import dev.lamina.api.model.Reference;
import dev.lamina.api.service.Environment;
import dev.lamina.plugins.transformers.reference.TransformersReference;
import dev.lamina.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Python's transformers, where LAMINA_PYTHON names an interpreter that has it. */
class TransformersReferenceTest {

  private static final Environment ENVIRONMENT = name -> Optional.ofNullable(System.getenv(name));

  @TempDir private Path folder;

  /** A decoder, an encoder, and those that a script that knows no family could get wrong. */
  static List<String> folders() {
    return List.of("gpt2", "bert", "falcon-alibi", "llama-dynamic", "opt-post-norm");
  }

  /**
   * The script knows no family; what it sees is what make_golden.py saw by hooks of each. Where
   * eager attention is wrong, there is no pattern and a note.
   */
  @ParameterizedTest
  @MethodSource("folders")
  void itsNumbersAreTheGoldenOnes(String folder) throws IOException {
    requirePython();
    Golden golden = new Golden(Models.golden(folder));
    List<int[]> ids = golden.ids();
    List<Reference.Prompt> prompts =
        ids.stream().map(each -> new Reference.Prompt("a", each)).toList();
    int layers = TinyModel.read(folder, "config.json").architecture().layers();
    List<Component> components = TinyModel.read(folder, "config.json").components();
    List<Integer> taken = new ArrayList<>();
    try (SafetensorsFile expected =
        SafetensorsFile.open(Models.golden(folder).resolve("golden.safetensors"))) {
      Reference.Ran ran =
          reference(Models.golden(folder).resolve("model.safetensors"))
              .run(
                  prompts,
                  (prompt, activations) -> {
                    taken.add(prompt);
                    for (Component component : List.of(Component.RESID_PRE, Component.RESID_POST)) {
                      for (int layer = 0; layer < layers; layer++) {
                        assertClose(
                            activations.values(component, layer).orElseThrow(),
                            golden(
                                expected,
                                prompt,
                                component,
                                layer,
                                layers,
                                ids.get(prompt).length));
                      }
                    }
                    assertThat(activations.values(Component.LN_FINAL, 0).isPresent())
                        .isEqualTo(
                            components.contains(Component.LN_FINAL)
                                || folder.equals("opt-post-norm")); // its projection
                    assertThat(activations.values(Component.PATTERN, 0).isPresent())
                        .isEqualTo(!folder.equals("falcon-alibi"));
                    assertThat(activations.values(Component.Z, 0)).isEmpty();
                    assertThat(activations.nextTokenLogits().isPresent())
                        .isEqualTo(expected.tensors().containsKey(prompt + ".logits"));
                  });
      assertThat(ran.versions()).matches("transformers \\d+\\.\\d+.*, torch \\d+.*");
    }
    assertThat(taken).hasSize(ids.size());
  }

  private static float[] golden(
      SafetensorsFile file, int prompt, Component component, int layer, int layers, int tokens)
      throws IOException {
    FloatBuffer all =
        file.bytes(prompt + "." + component).asFloatBuffer(); // [tokens, layers, width]
    int width = all.remaining() / tokens / layers;
    float[] values = new float[tokens * width];
    for (int token = 0; token < tokens; token++) {
      all.get((token * layers + layer) * width, values, token * width, width);
    }
    return values;
  }

  private static void assertClose(float[] actual, float[] expected) {
    float largest = 0;
    float worst = 0;
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    assertThat(worst).isLessThanOrEqualTo(2e-5f * largest);
  }

  @Test
  void itsTokenizerIsItsOwn() throws IOException {
    requirePython();
    for (String folder : List.of("gpt2", "bert")) {
      List<Golden.GoldenPrompt> expected = new Golden(Models.golden(folder)).prompts();
      List<Reference.Prompt> prompts =
          expected.stream().map(each -> new Reference.Prompt(each.text(), new int[] {1})).toList();
      reference(Models.golden(folder).resolve("model.safetensors"))
          .run(
              prompts,
              (prompt, activations) ->
                  assertThat(activations.ids()).contains(expected.get(prompt).ids()));
    }
  }

  @Test
  void aFolderThatTransformersCannotReadIsSaidInOneSentence() {
    requirePython();
    assertThatThrownBy(
            () ->
                reference(folder.resolve("model.safetensors"))
                    .run(List.of(new Reference.Prompt("a", new int[] {1})), (i, a) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(" could not run the model with transformers (exit code 1): ")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n"));
  }

  @Test
  void foldersAndGgufFilesHaveOneAndTheBuiltInModelsNone() {
    assertThat(Models.inspected("minilm").references()).isEmpty();
    assertThat(Models.inspected(Models.golden("gpt2").toString()).references())
        .extracting(Reference::name)
        .containsExactly("transformers");
    assertThat(TransformersReference.of(Path.of("/models/x.gguf"), ENVIRONMENT)).hasSize(1);
  }

  private static Reference reference(Path weights) {
    return TransformersReference.of(weights, ENVIRONMENT).get(0);
  }

  private static void requirePython() {
    assumeTrue(
        System.getenv("LAMINA_PYTHON") != null,
        "needs Python's transformers: set LAMINA_PYTHON to a Python that has it");
  }
}
