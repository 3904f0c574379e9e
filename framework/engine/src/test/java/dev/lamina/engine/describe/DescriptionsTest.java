package dev.lamina.engine.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.engine.describe.ParameterDescription.Presence;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.sample.SamplePlugin;
import org.junit.jupiter.api.Test;

class DescriptionsTest {

  private final Descriptions descriptions = new Descriptions(SamplePlugin.registry());

  @Test
  void aComponentIsDescribedByItsAnnotations() {
    ComponentDescription probe = descriptions.named("linear-probe").get(0);

    assertThat(probe.kind()).isEqualTo(Kind.ANALYSIS);
    assertThat(probe.summary()).isEqualTo("Fits a linear map from activations to a label.");
    assertThat(probe.details()).isEqualTo("A layer at a time.");
    assertThat(probe.citations()).containsExactly("Alain and Bengio 2016");
    assertThat(probe.example()).isEqualTo("- {type: linear-probe, target: is_true}");
    assertThat(probe.common())
        .extracting(ParameterDescription::name)
        .containsExactly("id", "components", "layers");
  }

  @Test
  void aParameterHasItsTypeDefaultUnitAndAllowedValues() {
    ComponentDescription probe = descriptions.named("linear-probe").get(0);

    assertThat(parameter(probe, "target").presence()).isEqualTo(Presence.REQUIRED);
    ParameterDescription folds = parameter(probe, "folds");
    assertThat(folds.type()).isEqualTo("whole number");
    assertThat(folds.allowed()).isEqualTo("a whole number of at least 2");
    assertThat(folds.standard()).contains("5");
    assertThat(folds.unit()).contains("folds");
    assertThat(parameter(probe, "solver").options())
        .containsExactly(
            new ParameterDescription.Option("lib_linear", "LibLinear."),
            new ParameterDescription.Option("sgd", "Stochastic gradient descent."));
    assertThat(parameter(probe, "stop.max_rounds").standard()).contains("100");
  }

  @Test
  void aShortNameSaysWhatItStandsFor() {
    ComponentDescription minilm = descriptions.named("minilm").get(0);

    assertThat(minilm.summary()).isEqualTo("a small BERT");
    assertThat(minilm.details())
        .isEqualTo("Short for the model transformers with {heads: 12, source: minilm}.");
    assertThat(minilm.example()).isEqualTo("model: minilm");
  }

  @Test
  void allOfAKindAreListed() {
    assertThat(descriptions.all(Kind.MODEL))
        .extracting(ComponentDescription::name)
        .containsExactly("transformers", "minilm");
    assertThat(descriptions.unknown("liner-probe"))
        .isEqualTo(
            "unknown component 'liner-probe'; did you mean 'linear-probe'? (see: lamina list)");
  }

  private static ParameterDescription parameter(ComponentDescription component, String name) {
    return component.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
