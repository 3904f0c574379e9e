package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ActivationStatsTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static AnalysisContract by(String label) {
    return AnalysisContract.of(
        parallel ->
            new ActivationStats(
                new ActivationStats.Config(label, 0.1, Optional.empty()),
                Services.seeds(0),
                parallel));
  }

  @Test
  void equalNumpysForEveryLayerAndClass() {
    RecordedFindings findings = by("is_true").verify(Studies.ofReference());

    for (Component component : List.of(RESID_POST, Component.ATTN_OUT)) {
      JsonNode expected = Studies.reference().at("/components/" + component);
      for (int layer = 0; layer < 3; layer++) {
        verify(findings, component, OptionalInt.of(layer), expected.get("statistics").get(layer));
        JsonNode difference = expected.get("differences").get(layer);
        assertThat(findings.value(component, layer, "l2_norm.difference"))
            .isCloseTo(difference.get("difference").doubleValue(), within(1e-9));
        assertThat(findings.value(component, layer, "l2_norm.percent"))
            .isCloseTo(difference.get("percent").doubleValue(), within(1e-9));
      }
      verify(findings, component, OptionalInt.empty(), expected.get("over_layers"));
    }
  }

  private static void verify(
      RecordedFindings findings, Component component, OptionalInt layer, JsonNode groups) {
    for (Map.Entry<String, JsonNode> group : groups.properties()) {
      for (Map.Entry<String, JsonNode> measure : group.getValue().properties()) {
        double value = measure.getValue().doubleValue();
        String name = measure.getKey() + (layer.isPresent() ? "" : ".overall");
        Metric about = new Metric(Optional.of(component), layer, group.getKey(), name, 0);
        assertThat(valueOf(findings, about))
            .as("%s", about)
            .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
      }
    }
  }

  private static double valueOf(RecordedFindings findings, Metric about) {
    return findings.metrics().stream()
        .filter(m -> new Metric(m.component(), m.layer(), m.group(), m.name(), 0).equals(about))
        .mapToDouble(Metric::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void overAllLayersHaveANameOfTheirOwn() {
    // closed form: norms 3, 5 (true) and 1, 1 (false) at the two layers, so 4 and 1 over both
    RecordedFindings findings =
        by("is_true")
            .verify(
                Studies.ofArrays(
                    new float[][][] {{{3}, {5}}, {{1}, {1}}}, List.of("true", "false")));

    assertThat(findings.value(RESID_POST, "l2_norm.overall")).isEqualTo(2.5);
    assertThat(findings.value(RESID_POST, "l2_norm.difference.overall")).isEqualTo(3);
    assertThat(findings.value(RESID_POST, "l2_norm.percent.overall")).isEqualTo(300);
    assertThat(findings.metrics())
        .allMatch(metric -> metric.name().endsWith(".overall") == metric.layer().isEmpty());
    assertThat(findings.tables().get("").columns())
        .containsExactly(
            "component",
            "layer",
            "group",
            "rows",
            "mean",
            "std",
            "min",
            "max",
            "l2_norm",
            "sparsity");
  }

  @Test
  void areTheSameInAnyOrderOfThePrompts() {
    by("relation").verifyAnyOrder(Studies.ofReference(), 1e-9); // without draws of prompts
  }

  @Test
  void ofSeveralClassesHaveNoDifference() {
    RecordedFindings findings = by("relation").verify(Studies.ofReference());

    assertThat(findings.metrics())
        .extracting(Metric::name)
        .doesNotContain("l2_norm.difference", "l2_norm.percent", "l2_norm.difference.low");
    assertThat(findings.metrics())
        .extracting(Metric::group)
        .contains("", "relation=located_in", "relation=capital_of", "relation=written_by");
    assertThat(findings.tables()).doesNotContainKey("difference");
  }

  @Test
  void ofTokensAreOverTheTokensOfThePromptsOfAClass() {
    // closed form: prompt 0 (true) has the tokens (3,4) and (0,0), prompt 1 (false) has (6,8)
    ArrayStudy prompts = Studies.ofArrays(new float[2][1][2], List.of("true", "false"));
    ArrayStudy tokens =
        Studies.ofArrays(
            new float[][][] {{{3, 4}}, {{0, 0}}, {{6, 8}}}, List.of("true", "true", "true"));
    Study study = Studies.ofTokens(prompts, tokens, 0, 2, 3);

    RecordedFindings findings = by("is_true").verify(study);

    assertThat(findings.value(RESID_POST, 0, "is_true=true", "l2_norm")).isEqualTo(2.5);
    assertThat(findings.value(RESID_POST, 0, "is_true=false", "l2_norm")).isEqualTo(10);
    assertThat(findings.value(RESID_POST, 0, "l2_norm")).isEqualTo(5);
    assertThat(findings.value(RESID_POST, 0, "is_true=true", "sparsity")).isEqualTo(0.5);
    assertThat(findings.value(RESID_POST, 0, "l2_norm.percent")).isEqualTo(-75);
    assertThat(findings.headlines().get(0).sentence()).contains("tokens");
    assertThat(findings.tables().get("").rows().get(0).get(3)).isEqualTo(3L);
  }

  @Test
  void areToldWithTheirSpread() {
    // closed form: norms 3 and 5 of the true, 2 and 2 of the false prompts
    ArrayStudy study =
        Studies.ofArrays(
            new float[][][] {{{3}}, {{5}}, {{2}}, {{-2}}},
            List.of("true", "true", "false", "false"));

    RecordedFindings findings = by("is_true").verify(study);

    assertThat(findings.headlines())
        .singleElement()
        .satisfies(
            headline -> {
              assertThat(headline.importance()).isEqualTo(30);
              assertThat(headline.sentence())
                  .isEqualTo(
                      "At layer 0 of resid_post the mean L2 norm is 4.00 for true and 2.00 for false prompts"
                          + " (SD 1.00 and 0), a difference of +2.00 [+1.00, +3.00] (+100%).");
            });
  }

  /**
   * Of 200 true prompts with norms 2 + u and as many false ones with 1 + u, u uniform, the standard
   * error of the difference is sqrt(2 / 12 / 200) = 0.0289; and of pairs that share their u it is
   * 0.
   */
  @Test
  void haveTheIntervalOfTheirDifferenceAndPairsAreDrawnTogether() {
    Random random = new Random(3);
    float[][][] values = new float[400][1][1];
    List<String> truth = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    float shared = 0;
    for (int row = 0; row < 400; row++) {
      shared = row % 2 == 0 ? random.nextFloat() : shared;
      values[row][0][0] = (row % 2 == 0 ? 2 : 1) + shared;
      truth.add(row % 2 == 0 ? "true" : "false");
      pairs.add("pair " + row / 2);
    }
    ArrayStudy study =
        ArrayStudy.of(Map.of(RESID_POST, values), Map.of("is_true", truth, "pair", pairs));
    RecordedFindings alone =
        by("is_true").verify(ArrayStudy.of(Map.of(RESID_POST, values), Map.of("is_true", truth)));
    RecordedFindings together = by("is_true").verify(study); // pair is the default

    assertThat(alone.value(RESID_POST, 0, "l2_norm.difference.low"))
        .isCloseTo(1 - 1.96 * 0.0289, within(0.01));
    assertThat(alone.value(RESID_POST, 0, "l2_norm.difference.high"))
        .isCloseTo(1 + 1.96 * 0.0289, within(0.01));
    for (String end : List.of("low", "high")) {
      assertThat(together.value(RESID_POST, 0, "l2_norm.difference." + end))
          .isCloseTo(1, within(1e-6));
      assertThat(alone.value(RESID_POST, "l2_norm.difference." + end + ".overall"))
          .isEqualTo(alone.value(RESID_POST, 0, "l2_norm.difference." + end)); // one layer
    }
  }

  @Test
  void areToldOfEveryComponent() {
    String sentence = by("is_true").verify(Studies.ofReference()).headlines().get(0).sentence();

    assertThat(sentence)
        .startsWith("At layer 2 of resid_post ")
        .contains("; at layer 2 of attn_out it is ");
    assertThat(by("relation").verify(Studies.ofReference()).headlines().get(0).sentence())
        .contains(", by relation from ")
        .contains("; at layer 2 of attn_out it is ");
  }

  @Test
  void showTheDifferenceInPercent() {
    LineChart chart =
        (LineChart) by("is_true").verify(Studies.ofReference()).figures().get("difference");

    assertThat(chart.lines())
        .extracting(LineChart.Line::name)
        .containsExactly("resid_post", "attn_out");
    assertThat(chart.lines().get(0).y()[1])
        .isCloseTo(
            Studies.reference().at("/components/resid_post/differences/1/percent").doubleValue(),
            within(1e-9));
  }

  @Test
  void ofNothingButZerosAreZero() {
    RecordedFindings findings =
        by("is_true").verify(Studies.ofArrays(new float[2][2][3], List.of("true", "false")));

    assertThat(findings.value(RESID_POST, 1, "l2_norm")).isZero();
    assertThat(findings.value(RESID_POST, 1, "std")).isZero();
    assertThat(findings.value(RESID_POST, 1, "l2_norm.percent")).isNaN();
  }

  @Test
  void needALabelOfSeveralClasses() {
    RecordedProblems problems = new RecordedProblems();
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(RESID_POST, new float[3][1][1]),
            Map.of("is_true", List.of("true", "true", "true")));

    new ActivationStats(
            new ActivationStats.Config("is_true", 0.1, Optional.empty()),
            Services.seeds(0),
            Services.sequential())
        .check(study.design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:by: error: label 'is_true' has one class, 'true', in these 3 prompts; add prompts of another class"
                + " or set 'by' to another label");
  }

  @Test
  void ofPromptsWithoutALabelAreOfAllOfThem() {
    // closed form: norms 3 and 5
    ArrayStudy study = Studies.unlabelled(new float[][][] {{{3}, {1}}, {{5}, {1}}});
    RecordedProblems problems = new RecordedProblems();
    new ActivationStats(
            new ActivationStats.Config(Prompts.UNLABELLED, 0.1, Optional.empty()),
            Services.seeds(0),
            Services.sequential())
        .check(study.design(), problems);

    RecordedFindings findings = by(Prompts.UNLABELLED).verify(study.layers(List.of(0)));

    assertThat(problems.lines()).isEmpty();
    assertThat(findings.value(RESID_POST, 0, "l2_norm")).isEqualTo(4);
    assertThat(findings.metrics()).extracting(Metric::group).containsOnly("");
    assertThat(findings.metrics())
        .extracting(Metric::name)
        .doesNotContain("l2_norm.difference", "l2_norm.percent");
    assertThat(findings.tables()).containsOnlyKeys("");
    assertThat(findings.tables().get("").rows()).hasSize(2);
    assertThat(findings.figures()).containsOnlyKeys("resid_post");
    assertThat(findings.headlines().get(0).sentence())
        .isEqualTo("At layer 0 of resid_post the mean L2 norm is 4.00 over all prompts (SD 1.00).");
    assertThat(((BarChart) findings.headlines().get(0).figure()).categories())
        .containsExactly("all prompts");
  }

  @Test
  void ofPromptsWithoutALabelAreDrawnWithoutALegend() {
    RecordedFindings findings =
        by(Prompts.UNLABELLED).verify(Studies.unlabelled(Studies.normal(5, 3, 4, 1)));

    LineChart chart = (LineChart) findings.headlines().get(0).figure();
    assertThat(chart.title()).isEqualTo("L2 norm by layer, resid_post");
    assertThat(chart.lines()).extracting(LineChart.Line::name).containsExactly("");
  }
}
