package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentComparisonTest {

  private static final AnalysisContract ANALYSIS =
      AnalysisContract.of(
          parallel ->
              new ComponentComparison(new ComponentComparison.Config("is_true", 0.1), parallel));

  @Test
  void equalsNumpyForEveryComponent() {
    RecordedFindings findings = ANALYSIS.verify(Studies.ofReference());

    for (Component component : List.of(Component.RESID_POST, Component.ATTN_OUT)) {
      JsonNode expected = Studies.reference().at("/components/" + component);
      for (String measure : List.of("mean", "std", "l2_norm", "sparsity")) {
        assertThat(findings.value(component, 2, measure))
            .isCloseTo(expected.at("/statistics/2//" + measure).doubleValue(), within(1e-6));
        assertThat(findings.value(component, measure + ".overall"))
            .isCloseTo(expected.at("/over_layers//" + measure).doubleValue(), within(1e-6));
      }
    }
    assertThat(findings.metrics())
        .filteredOn(metric -> !metric.group().isEmpty())
        .allMatch(metric -> metric.name().equals("l2_norm.overall") && metric.layer().isEmpty())
        .hasSize(4);
    BarChart bars = (BarChart) findings.figures().get("groups");
    assertThat(bars.categories()).containsExactly("resid_post", "attn_out");
    assertThat(bars.series()).extracting(BarChart.Series::name).containsExactly("true", "false");
    assertThat(bars.series().get(0).values()[0])
        .isCloseTo(
            Studies.reference()
                .at("/components/resid_post/over_layers/is_true=true/l2_norm")
                .doubleValue(),
            within(1e-9));
  }

  @Test
  void isTheSameInAnyOrderOfThePrompts() {
    ANALYSIS.verifyAnyOrder(Studies.ofReference(), 1e-9);
  }

  @Test
  void drawsAComponentThatExistsOnceAsALevelLine() {
    Map<Component, float[][][]> activations = new LinkedHashMap<>();
    activations.put(Component.EMBED, Studies.normal(6, 1, 4, 1));
    activations.put(Component.MLP_OUT, Studies.normal(6, 3, 4, 2));
    ArrayStudy study =
        ArrayStudy.of(activations, Map.of("is_true", Studies.alternating(6, "true", "false")))
            .layers(List.of(0, 1, 2));

    Panels panels = (Panels) ANALYSIS.verify(study).figures().get("layers");

    LineChart norms = (LineChart) panels.panels().get(0);
    assertThat(norms.lines())
        .extracting(LineChart.Line::role)
        .containsExactly(Role.REFERENCE, Role.DATA);
  }

  @Test
  void isToldWithTheSpread() {
    // closed form: norms 1, 3 (resid_post) and 10, 11 (mlp_out: 10% more)
    Map<Component, float[][][]> activations = new LinkedHashMap<>();
    activations.put(Component.RESID_POST, new float[][][] {{{1}}, {{3}}, {{1}}, {{3}}});
    activations.put(Component.MLP_OUT, new float[][][] {{{10}}, {{10}}, {{11}}, {{11}}});
    ArrayStudy study =
        ArrayStudy.of(activations, Map.of("is_true", List.of("true", "true", "false", "false")));

    assertThat(ANALYSIS.verify(study).headlines().get(0).sentence())
        .isEqualTo(
            "Over the layers the mean L2 norm (SD over prompts and layers) is resid_post 2.00 (1.00), mlp_out 10.5"
                + " (0.500); the classes of is_true differ most in mlp_out, where false prompts have 10.0% more than"
                + " true prompts.");
  }

  @Test
  void needsTwoComponents() {
    RecordedProblems problems = new RecordedProblems();

    new ComponentComparison(new ComponentComparison.Config("is_true", 0.1), Services.sequential())
        .check(Studies.random(4, 1, 1, 1).design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:components: error: component-comparison needs two components or more, but there is one, resid_post;"
                + " list others, e.g. components: [resid_post, attn_out, mlp_out]");
  }

  @Test
  void ofPromptsWithoutALabelIsOfAllOfThem() {
    // closed form: norms 1, 3 (resid_post) and 10, 11 (mlp_out)
    ArrayStudy study =
        Studies.unlabelled(new float[][][] {{{1}}, {{3}}}, new float[][][] {{{10}}, {{11}}});
    ComponentComparison.Config config = new ComponentComparison.Config(Prompts.UNLABELLED, 0.1);
    RecordedProblems problems = new RecordedProblems();
    new ComponentComparison(config, Services.sequential()).check(study.design(), problems);

    RecordedFindings findings =
        AnalysisContract.of(parallel -> new ComponentComparison(config, parallel)).verify(study);

    assertThat(problems.lines()).isEmpty();
    assertThat(findings.metrics()).allMatch(metric -> metric.group().isEmpty());
    assertThat(findings.tables().get("").rows()).hasSize(4);
    BarChart bars = (BarChart) findings.figures().get("groups");
    assertThat(bars.title()).isEqualTo("L2 norm over layers by component");
    assertThat(bars.series())
        .singleElement()
        .satisfies(
            all -> {
              assertThat(all.name()).isEmpty();
              assertThat(all.values()).containsExactly(2, 10.5);
            });
    assertThat(findings.headlines().get(0).sentence())
        .isEqualTo(
            "Over the layers the mean L2 norm of the prompts (SD over prompts and layers) is resid_post 2.00 (1.00),"
                + " mlp_out 10.5 (0.500).");
  }
}
