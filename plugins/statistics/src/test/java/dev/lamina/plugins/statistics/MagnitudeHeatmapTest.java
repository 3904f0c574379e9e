package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.statistics.measure.Magnitude;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MagnitudeHeatmapTest {

  private static AnalysisContract heatmap(String by, Magnitude metric, int maxRows) {
    return AnalysisContract.of(
        parallel ->
            new MagnitudeHeatmap(new MagnitudeHeatmap.Config(by, metric, maxRows), parallel));
  }

  @Test
  void hasARowAPromptOrderedByClass() {
    float[][][] values = {{{1}, {2}}, {{3}, {4}}, {{5}, {6}}};
    ArrayStudy study = Studies.ofArrays(values, List.of("false", "true", "false"));

    RecordedFindings findings = heatmap("is_true", Magnitude.L2_NORM, 60).verify(study);

    Heatmap figure = (Heatmap) findings.figures().get("resid_post");
    assertThat(figure.values()).isDeepEqualTo(new double[][] {{3, 4}, {1, 2}, {5, 6}});
    assertThat(figure.rows()).containsExactly("prompt 1", "prompt 0", "prompt 2");
    assertThat(figure.rowGroups()).containsExactly("true", "false", "false");
    assertThat(figure.columns()).containsExactly("0", "1");
    assertThat(figure.title()).isEqualTo("L2 norm, resid_post");
    assertThat(findings.tables().get("resid_post"))
        .isEqualTo(
            new Table(
                List.of("group", "prompts", "first_prompt", "last_prompt", "layer_0", "layer_1"),
                List.of(
                    List.of("is_true=true", 1, 1, 1, 3.0, 4.0),
                    List.of("is_true=false", 1, 0, 0, 1.0, 2.0),
                    List.of("is_true=false", 1, 2, 2, 5.0, 6.0))));
  }

  @Test
  void averagesManyPromptsAndSaysSo() {
    // 2,000 prompts, half true: 30 rows a class, of 33 or 34 prompts
    float[][][] values = new float[2000][1][1];
    for (int prompt = 0; prompt < 2000; prompt++) {
      values[prompt][0][0] = prompt;
    }
    ArrayStudy study = Studies.ofArrays(values, Studies.alternating(2000, "true", "false"));

    RecordedFindings findings = heatmap("is_true", Magnitude.MAX_ABS, 60).verify(study);

    Heatmap figure = (Heatmap) findings.figures().get("resid_post");
    assertThat(figure.title())
        .isEqualTo("Largest |x|, resid_post (each row the mean of 33 to 34 prompts)");
    assertThat(figure.rows()).hasSize(60).containsOnly("");
    assertThat(figure.rowGroups().subList(0, 30)).containsOnly("true");
    assertThat(figure.rowGroups().subList(30, 60)).containsOnly("false");
    // closed form: the first row is prompts 0, 2, ..., 64, the last 1933, 1935, ..., 1999
    assertThat(figure.values()[0][0]).isCloseTo(32, within(1e-9));
    assertThat(figure.values()[59][0]).isCloseTo(1966, within(1e-9));
    assertThat(findings.tables().get("resid_post").rows().get(59))
        .isEqualTo(List.of("is_true=false", 34, 1933, 1999, 1966.0));
  }

  @Test
  void keepsEveryPromptOfASmallClass() {
    List<String> labels = new java.util.ArrayList<>(Collections.nCopies(300, "true"));
    labels.add("false");
    ArrayStudy study = Studies.ofArrays(Studies.normal(301, 2, 3, 1), labels);

    Heatmap figure =
        (Heatmap) heatmap("is_true", Magnitude.STD, 31).verify(study).figures().get("resid_post");

    assertThat(figure.rowGroups()).hasSize(31).endsWith("true", "false");
  }

  @Test
  void namesNoRowsAboveForty() {
    Heatmap figure =
        (Heatmap)
            heatmap("is_true", Magnitude.MEAN_ABS, 60)
                .verify(Studies.random(42, 2, 3, 1))
                .figures()
                .get("resid_post");

    assertThat(figure.rows()).hasSize(42).containsOnly("");
  }

  @Test
  void needsARowForEachClass() {
    RecordedProblems problems = new RecordedProblems();
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(Component.RESID_POST, new float[6][1][1]),
            Map.of("kind", List.of("a", "b", "c", "a", "b", "c")));

    new MagnitudeHeatmap(
            new MagnitudeHeatmap.Config("kind", Magnitude.L2_NORM, 2), Services.sequential())
        .check(study.design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:max_rows: error: max_rows must be at least 3, a row for each class of 'kind', but is 2");
  }

  @Test
  void ofPromptsWithoutALabelHasNoStrip() {
    ArrayStudy study = Studies.unlabelled(new float[][][] {{{1}, {2}}, {{3}, {4}}});
    RecordedProblems problems = new RecordedProblems();
    new MagnitudeHeatmap(
            new MagnitudeHeatmap.Config(Prompts.UNLABELLED, Magnitude.L2_NORM, 60),
            Services.sequential())
        .check(study.design(), problems);

    RecordedFindings findings = heatmap(Prompts.UNLABELLED, Magnitude.L2_NORM, 60).verify(study);

    assertThat(problems.lines()).isEmpty();
    Heatmap figure = (Heatmap) findings.figures().get("resid_post");
    assertThat(figure.title()).isEqualTo("L2 norm, resid_post");
    assertThat(figure.rowGroups()).isEmpty();
    assertThat(figure.values()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    assertThat(findings.tables().get("resid_post").rows().get(1))
        .isEqualTo(List.of("", 1, 1, 1, 3.0, 4.0));
  }
}
