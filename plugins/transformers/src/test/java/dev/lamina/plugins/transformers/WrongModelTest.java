package dev.lamina.plugins.transformers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.lamina.api.check.Check;
import dev.lamina.api.check.ModelIdentities;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.Pooling;
import dev.lamina.testkit.RecordedProblems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The identities can fail: a mistake of a model is seen by the check that is for it, and by no
 * other that it does not concern.
 */
class WrongModelTest {

  private static final String ALONE = "a prompt alone = the same among others";
  private static final String REVERSED = "prompts in reverse order = in order";
  private static final String MEAN = "mean over positions = mean of the tokens";
  private static final String MAX = "max over positions = max of the tokens";
  private static final String MIXED = "pattern v = z";

  /** Ten times the limit. */
  private static final float SLIGHTLY = 1e-4f;

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "bert", "gptj", "llama"})
  void aRightModelFailsNothing(String model) {
    assertThat(failed(model, (request, place, component, values) -> {})).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt2 | attn_out    | resid_pre + attn_out = resid_mid",
        "gpt2 | mlp_out     | resid_mid + mlp_out = resid_post",
        "bert | attn_out    | LayerNorm(resid_pre + attn_out) = resid_mid",
        "bert | mlp_out     | LayerNorm(resid_mid + mlp_out) = resid_post",
        "gptj | mlp_out     | resid_pre + attn_out + mlp_out = resid_post",
        "gpt2 | attn_scores | softmax(attn_scores) = pattern",
        "gpt2 | z           | pattern v = z",
        "gpt2 | v           | pattern v = z",
      })
  void aComponentInTheWrongScaleBreaksItsIdentity(String model, String component, String identity) {
    assertThat(failed(model, scaled(Component.of(component).orElseThrow())))
        .containsExactly(identity);
  }

  @Test
  void aPatternInTheWrongScaleBreaksAllThreeOfAttention() {
    assertThat(failed("gpt2", scaled(Component.PATTERN)))
        .containsExactly("softmax(attn_scores) = pattern", "sum of pattern over keys = 1", MIXED);
  }

  @Test
  void aStreamThatChangesBetweenBlocksIsSeen() {
    assertThat(
            failed(
                "gpt2",
                (request, place, component, values) -> {
                  if (component == Component.RESID_PRE && request.layers().size() > 1) {
                    int width = values.length / request.inputs().get(place).rows();
                    values[width - 1] = Math.nextUp(values[width - 1]); // of the last block
                  }
                }))
        .containsExactly("resid_post = resid_pre of the next layer");
  }

  @Test
  void headsInAnotherOrderAreSeen() {
    assertThat(
            failed(
                "gpt2",
                (request, place, component, values) -> {
                  if (component == Component.Z) {
                    int head = tiny("gpt2").hookPoint(Component.Z).size().orElseThrow();
                    for (int i = 0; i < head; i++) { // of the first token and layer
                      float other = values[head + i];
                      values[head + i] = values[i];
                      values[i] = other;
                    }
                  }
                }))
        .contains(MIXED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "bert"})
  void aLeakFromTheOthersOfABatchIsSeen(String model) {
    assertThat(
            failed(
                model,
                (request, place, component, values) -> {
                  if (component == Component.Q && request.inputs().size() > 1) {
                    scale(values, 1 + SLIGHTLY);
                  }
                }))
        .containsExactly(ALONE);
  }

  @Test
  void anOrderThatMattersIsSeen() {
    assertThat(
            failed(
                "gpt2",
                (request, place, component, values) -> {
                  if (component == Component.K && place == 0) {
                    scale(values, 1 + SLIGHTLY);
                  }
                }))
        .contains(REVERSED);
  }

  @ParameterizedTest
  @CsvSource({
    "MEAN, mean over positions = mean of the tokens",
    "MAX, max over positions = max of the tokens"
  })
  void poolingOverOtherPositionsIsSeen(Pooling pooling, String check) {
    assertThat(
            failed(
                "gpt2",
                (request, place, component, values) -> {
                  if (request.inputs().get(place).pooling() == pooling) {
                    scale(values, 1 + SLIGHTLY);
                  }
                }))
        .containsExactly(check);
  }

  @Test
  void numbersThatAreNoneAreSeen() {
    assertThat(
            failed(
                "gpt2",
                (request, place, component, values) -> {
                  if (component == Component.MLP_POST) {
                    values[0] = Float.NaN;
                  }
                }))
        .contains(ALONE, REVERSED, MEAN, MAX);
  }

  private static TamperedModel.Change scaled(Component changed) {
    return (request, place, component, values) -> {
      if (component == changed) {
        scale(values, 1 + SLIGHTLY);
      }
    };
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  private static ModelDescription tiny(String folder) {
    try {
      return TinyModel.read(folder, "config.json")
          .asModel(DataType.FLOAT32)
          .inspect(new RecordedProblems());
    } catch (InvalidModelException e) {
      throw new AssertionError(e);
    }
  }

  /** The names of the checks that do not hold. */
  private static List<String> failed(String folder, TamperedModel.Change change) {
    try (LoadedModel loaded = TinyModel.read(folder, "config.json").load(DataType.FLOAT32)) {
      List<int[]> prompts = new ArrayList<>(new Golden(Models.golden(folder)).ids());
      return ModelIdentities.of(new TamperedModel(loaded, change), tiny(folder), prompts).stream()
          .filter(check -> !check.holds())
          .map(Check::name)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
