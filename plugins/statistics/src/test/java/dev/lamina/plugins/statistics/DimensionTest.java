package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DimensionTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static AnalysisContract dimension(int maxRows) {
    return AnalysisContract.of(
        parallel -> new Dimension(new Dimension.Config(maxRows), Services.seeds(0), parallel));
  }

  @Test
  void equalsNumpysEigenvaluesAndScikitDimensionsTwoNearestNeighbours() {
    RecordedFindings findings = dimension(2000).verify(Studies.ofReference());

    for (Component component : List.of(RESID_POST, Component.ATTN_OUT)) {
      JsonNode layers = Studies.reference().at("/components/" + component + "/dimension");
      for (int layer = 0; layer < 3; layer++) {
        verify(layers.get(layer), findings, component, layer);
      }
    }
  }

  @Test
  void equalsThemForMoreDimensionsThanPromptsAndTheReverse() {
    for (JsonNode of : Studies.reference().get("curved")) {
      JsonNode rows = of.get("values");
      float[][][] values = new float[rows.size()][1][rows.get(0).size()];
      for (int i = 0; i < values.length; i++) {
        for (int j = 0; j < values[i][0].length; j++) {
          values[i][0][j] = (float) rows.get(i).get(j).doubleValue();
        }
      }
      RecordedFindings findings =
          dimension(2000).verify(ArrayStudy.of(Map.of(RESID_POST, values), labels(values.length)));

      verify(of.get("dimension"), findings, RESID_POST, 0);
    }
  }

  private static Map<String, List<String>> labels(int prompts) {
    return Map.of("is_true", Studies.alternating(prompts, "true", "false"));
  }

  private static void verify(
      JsonNode expected, RecordedFindings findings, Component component, int layer) {
    for (Map.Entry<String, JsonNode> number : expected.properties()) {
      if (!number.getKey().equals("shares")) {
        assertThat(findings.value(component, layer, number.getKey()))
            .as("%s of %s at %d", number.getKey(), component, layer)
            .isCloseTo(number.getValue().doubleValue(), within(1e-7));
      }
    }
    List<List<Object>> listed =
        findings.tables().get("spectrum").rows().stream()
            .filter(row -> row.get(0).equals(component.id()) && row.get(1).equals(layer))
            .toList();
    for (int i = 0; i < listed.size(); i++) {
      assertThat((double) listed.get(i).get(3))
          .isCloseTo(expected.get("shares").get(i).doubleValue(), within(1e-9));
    }
  }

  /** Layer l spreads evenly over 2, 4, 8 of 32 dimensions. */
  @Test
  void aPlantedDimensionIsFound() {
    Random random = new Random(2);
    float[][][] values = new float[1000][3][32];
    for (float[][] prompt : values) {
      for (int layer = 0; layer < 3; layer++) {
        for (int i = 0; i < 2 << layer; i++) {
          prompt[layer][3 * i % 32] = (float) random.nextDouble();
        }
      }
    }
    RecordedFindings findings =
        dimension(2000).verify(ArrayStudy.of(Map.of(RESID_POST, values), labels(1000)));

    for (int layer = 0; layer < 3; layer++) {
      double planted = 2 << layer;
      assertThat(findings.value(RESID_POST, layer, "participation_ratio"))
          .isCloseTo(planted, within(0.05 * planted));
      assertThat(findings.value(RESID_POST, layer, "dimensions.99")).isEqualTo(planted);
      assertThat(findings.value(RESID_POST, layer, "explained.1"))
          .isCloseTo(1 / planted, within(0.1));
      // at the edges of a cube neighbours are farther off, so that the dimension seems lower
      assertThat(findings.value(RESID_POST, layer, "two_nn"))
          .isCloseTo(planted, within(0.15 * planted));
    }
    assertThat(findings.headlines().get(0).sentence())
        .startsWith(
            "Representations in resid_post spread over most dimensions at layer 2: participation ratio 7.9")
        .endsWith("(1,000 prompts).");
    LineChart chart = (LineChart) findings.figures().get("resid_post");
    assertThat(chart.lines())
        .extracting(LineChart.Line::name)
        .containsExactly("90% of variance", "participation ratio", "TwoNN");
    assertThat(findings.figures()).containsKey("spectrum.resid_post");
  }

  /** A rotation with a scale and a move changes nothing. */
  @Test
  void directionUnitAndOriginDoNotMatter() {
    float[][][] values = Studies.normal(80, 2, 12, 5);
    for (float[][] prompt : values) {
      for (int i = 0; i < 12; i++) {
        prompt[0][i] *= 1 + i;
        prompt[1][(i * 7 + 3) % 12] = (i % 2 == 0 ? -4 : 4) * prompt[0][i] + 2;
      }
    }
    RecordedFindings findings =
        dimension(2000).verify(ArrayStudy.of(Map.of(RESID_POST, values), labels(80)));

    for (String name : List.of("participation_ratio", "two_nn", "dimensions.90", "explained.1")) {
      assertThat(findings.value(RESID_POST, 1, name))
          .isCloseTo(findings.value(RESID_POST, 0, name), within(1e-4));
    }
  }

  @Test
  void promptsThatDoNotDifferHaveNoDimension() {
    float[][][] values = Studies.normal(12, 2, 6, 1);
    for (float[][] prompt : values) {
      prompt[0] = new float[] {0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f};
    }
    RecordedFindings findings =
        dimension(2000).verify(ArrayStudy.of(Map.of(RESID_POST, values), labels(12)));

    assertThat(findings.value(RESID_POST, 0, "two_nn")).isNaN();
    assertThat(findings.value(RESID_POST, 0, "participation_ratio")).isNaN();
    assertThat(findings.value(RESID_POST, 0, "dimensions.90")).isNaN();
    assertThat(findings.value(RESID_POST, 1, "dimensions.99")).isPositive();
  }

  @Test
  void morePromptsThanWantedAreSampledAndSaidToBe() {
    RecordedFindings findings = dimension(50).verify(Studies.random(120, 2, 8, 3));

    assertThat(findings.headlines().get(0).sentence())
        .endsWith("(50 sampled of 120 prompts, too few for TwoNN, which needs hundreds).");
  }

  @Test
  void needsThreePrompts() {
    RecordedProblems problems = new RecordedProblems();
    new Dimension(new Dimension.Config(2000), Services.seeds(0), Services.sequential())
        .check(Studies.random(2, 1, 4, 1).design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:type: error: dimension needs at least 3 prompts, but there are 2; add prompts");
    assertThat(dimension(2000).verify(Studies.random(3, 1, 4, 1)).metrics()).isNotEmpty();
  }

  @Test
  void warnsOfFewPrompts() {
    assertThat(problems(99))
        .containsExactly(
            "spec:type: warning: two_nn and participation_ratio of 99 prompts are little more than their number; take 100 or more, better some hundreds");
    assertThat(problems(100)).isEmpty();
  }

  private static List<String> problems(int prompts) {
    RecordedProblems problems = new RecordedProblems();
    new Dimension(new Dimension.Config(2000), Services.seeds(0), Services.sequential())
        .check(Studies.random(prompts, 1, 4, 1).design(), problems);
    return problems.lines();
  }
}
