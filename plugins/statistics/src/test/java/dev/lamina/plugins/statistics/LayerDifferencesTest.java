package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerDifferencesTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static AnalysisContract differences(int top) {
    LayerDifferences.Config config = new LayerDifferences.Config("is_true", top, 1000);
    return AnalysisContract.of(
        parallel -> new LayerDifferences(config, Services.seeds(0), parallel));
  }

  @Test
  void equalNumpys() {
    RecordedFindings findings = differences(3).verify(Studies.ofReference());

    for (Component component : List.of(RESID_POST, Component.ATTN_OUT)) {
      JsonNode expected = Studies.reference().at("/components/" + component + "/differences");
      for (int layer = 0; layer < 3; layer++) {
        JsonNode of = expected.get(layer);
        assertThat(findings.value(component, layer, "difference"))
            .isCloseTo(of.get("difference").doubleValue(), within(1e-9));
        assertThat(findings.value(component, layer, "effect_size"))
            .isCloseTo(of.get("effect_size").doubleValue(), within(1e-7));
        // that of all splits, within four standard errors of 1,000 permutations
        assertThat(findings.value(component, layer, "p_value"))
            .isCloseTo(of.get("p_exact").doubleValue(), within(0.064));
      }
    }
    assertThat(IntStream.range(0, 3).mapToDouble(l -> findings.value(RESID_POST, l, "rank")))
        .containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void findAPlantedDifference() {
    // the norms of true prompts are 10% larger at layer 2; 384 dimensions, so norms are 19.6 +- .7
    float[][][] values = Studies.normal(100, 4, 384, 1);
    for (int prompt = 0; prompt < 100; prompt += 2) {
      for (int i = 0; i < 384; i++) {
        values[prompt][2][i] *= 1.1f;
      }
    }
    ArrayStudy study = Studies.ofArrays(values, Studies.alternating(100, "true", "false"));

    RecordedFindings findings = differences(1).verify(study);

    assertThat(findings.value(RESID_POST, 2, "p_value")).isLessThan(0.01);
    assertThat(findings.value(RESID_POST, 2, "rank")).isEqualTo(1);
    assertThat(findings.value(RESID_POST, 2, "effect_size")).isBetween(2.0, 3.5);
    assertThat(findings.headlines().get(0).importance()).isEqualTo(70);
    assertThat(findings.headlines().get(0).sentence())
        .startsWith(
            "The L2 norms of true and false prompts differ most at layer 2 of resid_post: +")
        .contains("p = 0.001 of 1000 permutations, 0.004 after Benjamini-Hochberg over 4 layers")
        .endsWith("; 1 of 4 layers differ beyond chance (adjusted p at most 0.05).");
    BarChart figure = (BarChart) findings.figures().get("resid_post");
    assertThat(figure.categories()).containsExactly("0", "1", "2*", "3");
    assertThat(figure.x().label()).isEqualTo("layer (* 1 largest)");
  }

  @Test
  void areNotFoundInRandomLabels() {
    // p values of noise are uniform, so that one seed in twenty fails .05 at a given layer; this
    // seed was the first tried
    RecordedFindings findings = differences(3).verify(Studies.random(60, 3, 16, 1));

    for (int layer = 0; layer < 3; layer++) {
      assertThat(findings.value(RESID_POST, layer, "p_value")).isGreaterThan(0.05);
    }
    assertThat(findings.headlines().get(0).sentence())
        .startsWith(
            "No layer's L2 norms differ between true and false prompts beyond chance; the largest difference, at"
                + " layer ");
  }

  @Test
  void areTabledWithAdjustedPValues() {
    RecordedFindings findings = differences(3).verify(Studies.random(60, 3, 16, 1));

    List<List<Object>> rows = findings.tables().get("").rows();
    int p = findings.tables().get("").columns().indexOf("p_value");
    int adjusted = findings.tables().get("").columns().indexOf("p_adjusted");
    assertThat(rows).hasSize(3);
    assertThat(rows).allMatch(row -> (double) row.get(adjusted) >= (double) row.get(p));
  }

  @Test
  void haveNoEffectSizeWithoutSpread() {
    RecordedFindings findings =
        differences(3)
            .verify(
                Studies.ofArrays(
                    new float[][][] {{{1}}, {{1}}, {{1}}, {{1}}},
                    Studies.alternating(4, "true", "false")));

    assertThat(findings.value(RESID_POST, 0, "effect_size")).isNaN();
    assertThat(findings.value(RESID_POST, 0, "p_value")).isEqualTo(1);
    assertThat(findings.headlines().get(0).sentence()).contains("d = undefined");
  }

  @Test
  void rankEqualDifferencesByLayer() {
    float[][][] values = {{{1}, {2}, {2}}, {{1}, {2}, {2}}, {{1}, {1}, {1}}, {{1}, {1}, {1}}};

    RecordedFindings findings =
        differences(2).verify(Studies.ofArrays(values, List.of("true", "true", "false", "false")));

    assertThat(IntStream.range(0, 3).mapToDouble(l -> findings.value(RESID_POST, l, "rank")))
        .containsExactly(3.0, 1.0, 2.0);
  }

  @Test
  void needExactlyTwoClasses() {
    assertThat(problems(List.of("a", "a", "b", "b", "c", "c")))
        .containsExactly(
            "spec:by: error: label 'is_true' has 3 classes in these 6 prompts, but layer-differences compares exactly"
                + " two; set 'by' to a label of two classes or use group-comparison");
  }

  @Test
  void needTwoPromptsOfEachClass() {
    assertThat(problems(List.of("true", "false", "false")))
        .containsExactly(
            "spec:by: error: label 'is_true' has only one prompt of 'true', but an effect size needs two of each"
                + " class; add prompts or leave such classes out by the data set's 'filter'");
  }

  private static List<String> problems(List<String> labels) {
    RecordedProblems problems = new RecordedProblems();
    new LayerDifferences(
            new LayerDifferences.Config("is_true", 3, 1000),
            Services.seeds(0),
            Services.sequential())
        .check(
            Studies.ofArrays(new float[labels.size()][1][1], new ArrayList<>(labels)).design(),
            problems);
    return problems.lines();
  }

  @Test
  void needALabel() {
    RecordedProblems problems = new RecordedProblems();
    new LayerDifferences(
            new LayerDifferences.Config(Prompts.UNLABELLED, 3, 1000),
            Services.seeds(0),
            Services.sequential())
        .check(Studies.unlabelled(new float[4][1][1]).design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:by: error: the data set has no label to compare by; give its prompts a label of two or more classes"
                + " or leave this analysis out");
  }
}
