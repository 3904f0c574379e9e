package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerComparisonTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static AnalysisContract by(String label) {
    return AnalysisContract.of(
        parallel -> new LayerComparison(new LayerComparison.Config(label), parallel));
  }

  @Test
  void equalsNumpy() {
    RecordedFindings findings = by("is_true").verify(Studies.ofReference());

    JsonNode expected = Studies.reference().at("/components/resid_post");
    LineChart chart = (LineChart) findings.figures().get("resid_post");
    for (int layer = 0; layer < 3; layer++) {
      double mean =
          expected.at("/statistics/%d/is_true=false/l2_norm".formatted(layer)).doubleValue();
      double std = expected.at("/differences/%d/second_std".formatted(layer)).doubleValue();
      assertThat(findings.value(RESID_POST, layer, "is_true=false", "l2_norm"))
          .isCloseTo(mean, within(1e-9));
      assertThat(findings.value(RESID_POST, layer, "is_true=false", "l2_norm.std"))
          .isCloseTo(std, within(1e-9));
      assertThat(chart.lines().get(1).band().orElseThrow().low()[layer])
          .isCloseTo(mean - std, within(1e-9));
    }
    assertThat(chart.title()).isEqualTo("L2 norm by layer, resid_post");
    assertThat(chart.lines()).extracting(LineChart.Line::name).containsExactly("true", "false");
  }

  @Test
  void findsTheSameInAnyOrderOfThePrompts() {
    by("relation").verifyAnyOrder(Studies.ofReference(), 1e-9);
  }

  @Test
  void ofOneLayerShowsTheDistributions() {
    ArrayStudy study = Studies.ofReference().layers(List.of(1));

    Histogram figure = (Histogram) by("relation").verify(study).figures().get("resid_post");

    assertThat(figure.title()).isEqualTo("L2 norm at layer 1, resid_post");
    assertThat(figure.distributions())
        .extracting(Histogram.Distribution::name)
        .containsExactly("located_in", "capital_of", "written_by");
    JsonNode norms = Studies.reference().at("/components/resid_post/magnitudes/l2_norm");
    assertThat(figure.distributions().get(1).values())
        .containsExactly(
            List.of(1, 5, 8, 12).stream()
                .mapToDouble(row -> norms.get(row).get(1).doubleValue())
                .toArray(),
            within(1e-9));
  }

  @Test
  void drawsNoBandsOfManyClasses() {
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(RESID_POST, Studies.normal(10, 2, 3, 1)),
            Map.of("kind", Studies.alternating(10, "a", "b", "c", "d", "e")));

    LineChart chart = (LineChart) by("kind").verify(study).figures().get("resid_post");

    assertThat(chart.lines()).hasSize(5).allMatch(line -> line.band().isEmpty());
  }

  @Test
  void isToldByTheLayerThatDiffersMost() {
    // closed form: at layer 1 norms 3, 5 against 2, 4: SD 1, pooled sqrt(2), d = 1 / sqrt(2)
    float[][][] values = {{{1}, {3}}, {{3}, {5}}, {{1}, {2}}, {{3}, {4}}};
    ArrayStudy study = Studies.ofArrays(values, List.of("true", "true", "false", "false"));

    assertThat(by("is_true").verify(study).headlines().get(0).sentence())
        .isEqualTo(
            "The mean L2 norm of resid_post goes from 2.00 at layer 0 to 3.50 at layer 1; relative to its spread"
                + " it differs most at layer 1: 4.00 (SD 1.00) for true and 3.00 (SD 1.00) for false prompts,"
                + " d = 0.707, not tested.");
  }

  @Test
  void needsTwoPromptsOfEachClass() {
    RecordedProblems problems = new RecordedProblems();

    new LayerComparison(new LayerComparison.Config("is_true"), Services.sequential())
        .check(
            Studies.ofArrays(new float[3][1][1], List.of("true", "true", "false")).design(),
            problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:by: error: label 'is_true' has only one prompt of 'false', but a standard deviation needs two of"
                + " each class; add prompts or leave such classes out by the data set's 'filter'");
  }

  @Test
  void ofPromptsWithoutALabelIsTheirCourse() {
    // closed form: norms 1, 3 at layer 0 and 3, 7 at layer 1
    ArrayStudy study = Studies.unlabelled(new float[][][] {{{1}, {3}}, {{3}, {7}}});

    RecordedFindings findings = by(Prompts.UNLABELLED).verify(study);

    assertThat(unlabelled(study)).isEmpty();
    assertThat(findings.metrics()).hasSize(4).allMatch(metric -> metric.group().isEmpty());
    assertThat(findings.value(RESID_POST, 1, "l2_norm")).isEqualTo(5);
    assertThat(findings.value(RESID_POST, 1, "l2_norm.std")).isEqualTo(2);
    LineChart chart = (LineChart) findings.figures().get("resid_post");
    assertThat(chart.lines()).extracting(LineChart.Line::name).containsExactly("");
    assertThat(findings.headlines().get(0).sentence())
        .isEqualTo(
            "The mean L2 norm of the prompts in resid_post goes from 2.00 (SD 1.00) at layer 0 to 5.00 (SD 2.00)"
                + " at layer 1.");
  }

  @Test
  void ofPromptsWithoutALabelAtOneLayerIsTheirDistribution() {
    ArrayStudy study =
        Studies.unlabelled(new float[][][] {{{1}, {3}}, {{3}, {7}}}).layers(List.of(1));

    RecordedFindings findings = by(Prompts.UNLABELLED).verify(study);

    Histogram figure = (Histogram) findings.figures().get("resid_post");
    assertThat(figure.distributions())
        .singleElement()
        .satisfies(
            all -> {
              assertThat(all.name()).isEmpty();
              assertThat(all.values()).containsExactly(3, 7);
            });
    assertThat(findings.headlines().get(0).sentence())
        .isEqualTo("The mean L2 norm of the prompts in resid_post is 5.00 (SD 2.00) at layer 1.");
  }

  @Test
  void needsTwoPromptsIfTheyHaveNoLabel() {
    assertThat(unlabelled(Studies.unlabelled(new float[1][1][1])))
        .containsExactly(
            "spec:by: error: there is only one prompt, but a standard deviation needs two; add prompts");
  }

  private static List<String> unlabelled(ArrayStudy study) {
    RecordedProblems problems = new RecordedProblems();
    new LayerComparison(new LayerComparison.Config(Prompts.UNLABELLED), Services.sequential())
        .check(study.design(), problems);
    return problems.lines();
  }
}
