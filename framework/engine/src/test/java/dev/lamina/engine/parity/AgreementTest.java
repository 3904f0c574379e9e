package dev.lamina.engine.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.check.Check;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holding a model against itself in float64, and against another implementation. */
class AgreementTest {

  private static final List<int[]> PROMPTS = List.of(new int[] {3, 1, 4}, new int[] {15});

  private static final ArithmeticModel WRONG_IN_LAYER_1 =
      new ArithmeticModel(
          (component, layer) -> component == Component.RESID_POST && layer == 1 ? 1e-3f : 0);

  @Test
  void theSameNumbersAgreeInFloat64() {
    List<Check> checks = float64(ArithmeticModel.exact());

    assertThat(checks).allMatch(Check::holds).allMatch(check -> check.difference() == 0);
    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "embed: float32 = float64",
            "resid_post: float32 = float64",
            "pattern: float32 = float64");
    // 4 tokens; embed once, [4]; resid_post in 3 layers, [4]; pattern in 3, [2 heads, 3 or 1 keys]
    assertThat(checks).extracting(Check::compared).containsExactly(16L, 48L, 60L);
  }

  @Test
  void anotherNumberInOneLayerIsNamed() {
    assertThat(failed(float64(WRONG_IN_LAYER_1)))
        .singleElement()
        .matches(check -> check.name().equals("resid_post: float32 = float64"))
        .matches(check -> check.where().orElseThrow().startsWith("layer 1, prompt "));
  }

  private static List<Check> float64(ArithmeticModel exact) {
    return Float64Agreement.of(
        ArithmeticModel.exact(), exact, ArithmeticModel.DESCRIPTION, PROMPTS);
  }

  @Test
  void anotherImplementationWithTheSameNumbersAgrees() throws IOException {
    ReferenceAgreement agreement = agreement(ArithmeticModel.exact(), PROMPTS);

    assertThat(agreement.checks()).allMatch(Check::holds);
    assertThat(agreement.checks())
        .extracting(Check::name)
        .containsExactly(
            "tokens: lamina = other",
            "resid_post: lamina = other",
            "pattern: lamina = other",
            "next token logits: lamina = other");
    assertThat(agreement.without()).containsExactly(Component.EMBED);
  }

  @Test
  void aWrongLayerIsNamed() throws IOException {
    assertThat(failed(agreement(WRONG_IN_LAYER_1, PROMPTS).checks()))
        .singleElement()
        .matches(check -> check.name().equals("resid_post: lamina = other"))
        .matches(check -> check.where().orElseThrow().startsWith("layer 1, prompt "));
  }

  @Test
  void wrongLogitsAreNamed() throws IOException {
    ArithmeticModel wrong =
        new ArithmeticModel((component, layer) -> component == Component.LN_FINAL ? 1e-2f : 0);

    assertThat(failed(agreement(wrong, PROMPTS).checks()))
        .extracting(Check::name)
        .containsExactly("next token logits: lamina = other");
  }

  @Test
  void otherTokensAreNamed() throws IOException {
    List<int[]> others = List.of(new int[] {3, 1, 4}, new int[] {15, 2});

    assertThat(failed(agreement(ArithmeticModel.exact(), others).checks()))
        .containsExactly(
            new Check(
                "tokens: lamina = other",
                4,
                0.5, // one prompt of two
                0,
                Optional.of("prompt 1, token 1: none and 2")));
  }

  @Test
  void anotherWidthIsAnotherModel() {
    ReferenceAgreement agreement =
        new ReferenceAgreement(
            "other", ArithmeticModel.exact(), ArithmeticModel.DESCRIPTION, PROMPTS);

    assertThatThrownBy(
            () -> agreement.take(0, new Formula(ArithmeticModel.exact(), PROMPTS.get(0), 1)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "resid_post at layer 0, prompt 0: Lamina has 12 numbers, the reference 15; it runs another"
                + " model");
  }

  private static ReferenceAgreement agreement(ArithmeticModel model, List<int[]> otherIds)
      throws IOException {
    ReferenceAgreement agreement =
        new ReferenceAgreement("other", model, ArithmeticModel.DESCRIPTION, PROMPTS);
    for (int prompt = 0; prompt < PROMPTS.size(); prompt++) {
      agreement.take(
          prompt,
          new OtherIds(
              new Formula(ArithmeticModel.exact(), PROMPTS.get(prompt), 0), otherIds.get(prompt)));
    }
    return agreement;
  }

  private static List<Check> failed(List<Check> checks) {
    return checks.stream().filter(check -> !check.holds()).toList();
  }

  /**
   * The formula as another implementation has it, without embed.
   *
   * @param wider how many numbers a token has too many
   */
  private record Formula(ArithmeticModel model, int[] tokens, int wider)
      implements Reference.Activations {

    @Override
    public Optional<int[]> ids() {
      return Optional.of(tokens);
    }

    @Override
    public Optional<float[]> values(Component component, int layer) {
      if (component == Component.EMBED) {
        return Optional.empty();
      }
      int width = ArithmeticModel.DESCRIPTION.width(component, tokens.length) + wider;
      float[] values = new float[tokens.length * width];
      for (int i = 0; i < values.length; i++) {
        values[i] = ArithmeticModel.value(component, layer, tokens[i / width], i % width);
      }
      return Optional.of(values);
    }

    @Override
    public Optional<float[]> nextTokenLogits() {
      return model.nextTokenLogits(tokens);
    }
  }

  /** The same with other tokens of the text. */
  private record OtherIds(Formula formula, int[] own) implements Reference.Activations {

    @Override
    public Optional<int[]> ids() {
      return Optional.of(own);
    }

    @Override
    public Optional<float[]> values(Component component, int layer) {
      return formula.values(component, layer);
    }

    @Override
    public Optional<float[]> nextTokenLogits() {
      return formula.nextTokenLogits();
    }
  }
}
