package dev.lamina.plugins.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.model.Component;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UmapTest {

  private static final List<Component> RESID_POST = List.of(Component.RESID_POST);

  @Test
  void separateClassesAreApartInTheMapAndNeighboursAreKept() {
    RecordedFindings findings =
        umap(Optional.of(8), Optional.empty())
            .verify(Studies.clouds(RESID_POST, 60, 2, 60, List.of("rome", "oslo", "bern"), 30));

    assertThat(findings.value(Component.RESID_POST, 1, "silhouette")).isGreaterThan(0.7);
    assertThat(findings.value(Component.RESID_POST, 0, "silhouette")).isLessThan(0.2);
    assertThat(findings.value(Component.RESID_POST, 1, "trustworthiness")).isBetween(0.6, 1.0);
    assertThat(findings.value(Component.RESID_POST, 1, "continuity")).isBetween(0.6, 1.0);
    assertThat(findings.headlines().get(0).importance()).isEqualTo(38);
    assertThat(findings.headlines().get(0).sentence())
        .startsWith(
            "The UMAP map (8 neighbours, distance 0.1) of layer 1 of resid_post keeps neighbourhoods (trustworthiness 0.")
        .contains(
            "; in the full space the 3 classes of is_true form strong clusters: silhouette 0.")
        .contains("; n = 60, the highest silhouette of ");
    Panels panels = (Panels) findings.figures().get("resid_post");
    assertThat(panels.panels().get(0).title()).matches("layer 0, trustworthiness 0\\.\\d\\d");
    LineChart chart = (LineChart) findings.figures().get("trustworthiness");
    assertThat(chart.lines()).extracting(LineChart.Line::name).containsExactly("resid_post");
  }

  @Test
  void whatDoesNotFitThePromptsIsAnError() {
    assertThat(problems(40, Optional.of(41), Optional.of(20)))
        .containsExactly(
            "spec:trustworthiness_neighbors: error: trustworthiness_neighbors must be at most 19 for 40 prompts, less than half of them, but is 20",
            "spec:neighbors: error: neighbors must be at most 40, the number of prompts, but is 41");
    assertThat(problems(40, Optional.of(40), Optional.of(19))).isEmpty();
    assertThat(problems(3, Optional.empty(), Optional.empty()))
        .containsExactly(
            "spec:type: error: umap needs at least 4 prompts, but there are 3; use pca for so few");
  }

  @Test
  void fewPromptsHaveSmallNeighbourhoods() {
    assertThat(
            umap(Optional.empty(), Optional.empty())
                .verify(Studies.clouds(RESID_POST, 4, 1, 6, List.of("a", "b"), 0))
                .metrics())
        .hasSize(5);
  }

  private static AnalysisContract umap(Optional<Integer> neighbours, Optional<Integer> trust) {
    Umap.Config config =
        new Umap.Config(
            new ProjectionSettings("is_true", trust), neighbours, 0.1, 100, new RowLimit(2000));
    return AnalysisContract.of(
        parallel -> new Umap(config, Services.seeds(1), parallel, Services.silent()));
  }

  private static List<String> problems(
      int rows, Optional<Integer> neighbours, Optional<Integer> trust) {
    RecordedProblems problems = new RecordedProblems();
    Umap.Config config =
        new Umap.Config(
            new ProjectionSettings("is_true", trust), neighbours, 0.1, 500, new RowLimit(2000));
    ArrayStudy study = Studies.clouds(RESID_POST, rows, 1, 5, List.of("true", "false"), 0);
    new Umap(config, Services.seeds(1), Services.parallel(), Services.silent())
        .check(study.design(), problems);
    return problems.lines();
  }
}
