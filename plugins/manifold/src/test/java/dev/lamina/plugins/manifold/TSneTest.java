package dev.lamina.plugins.manifold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TSneTest {

  private static final List<String> TRUTH = List.of("true", "false");
  private static final List<Component> RESID_POST = List.of(Component.RESID_POST);

  @Test
  void findingsFollowTheContract() {
    TSne.Config config =
        new TSne.Config(
            new ProjectionSettings("is_true", Optional.empty()),
            Optional.of(5.0),
            300,
            new RowLimit(2000));
    RecordedFindings findings =
        AnalysisContract.of(
                parallel -> new TSne(config, Services.seeds(1), parallel, Services.silent()))
            .verify(Studies.clouds(RESID_POST, 40, 2, 60, TRUTH, 10));

    assertThat(findings.metrics()).hasSize(2 * 5);
    assertThat(findings.tables().get("points").columns())
        .containsExactly("component", "layer", "row", "text", "label", "x1", "x2");
  }

  @Test
  void separateClassesAreApartInTheMap() {
    ArrayStudy study = Studies.clouds(RESID_POST, 60, 2, 60, List.of("rome", "oslo", "bern"), 30);
    RecordedFindings findings =
        map(
            study,
            new TSne.Config(
                new ProjectionSettings("is_true", Optional.empty()),
                Optional.of(8.0),
                400,
                new RowLimit(2000)));

    assertThat(findings.value(Component.RESID_POST, 1, "silhouette")).isGreaterThan(0.7);
    assertThat(findings.value(Component.RESID_POST, 0, "silhouette")).isLessThan(0.1);
    assertThat(findings.headlines().get(0).importance()).isEqualTo(40);
    assertThat(findings.headlines().get(0).sentence())
        .startsWith(
            "The t-SNE map (perplexity 8) of layer 1 of resid_post keeps neighbourhoods (trustworthiness 0.")
        .contains(
            "; in the full space the 3 classes of is_true form strong clusters: silhouette 0.")
        .doesNotContain("centroids");
    // scikit-learn's definition, in the full space: clouds that far apart have nearly 1
    assertThat(findings.value(Component.RESID_POST, 1, "silhouette.full_space"))
        .isBetween(0.7, 1.0);
  }

  @Test
  void anUnsetPerplexityIsLoweredForFewPrompts() {
    ArrayStudy study = Studies.clouds(RESID_POST, 40, 1, 5, TRUTH, 0);
    ScatterPlot plot =
        plot(
            map(
                study,
                new TSne.Config(
                    new ProjectionSettings("is_true", Optional.empty()),
                    Optional.empty(),
                    300,
                    new RowLimit(2000))));

    assertThat(plot.title())
        .matches(
            "t-SNE of resid_post, layer 0 \\(perplexity 13, lowered from 30 for 40 prompts, trustworthiness 0\\.\\d\\d\\)");
  }

  @Test
  void moreRowsThanAllowedAreSampledAndSaidToBe() {
    ArrayStudy study = Studies.clouds(RESID_POST, 120, 1, 5, TRUTH, 0);
    RecordedFindings findings =
        map(
            study,
            new TSne.Config(
                new ProjectionSettings("is_true", Optional.empty()),
                Optional.of(6.0),
                300,
                new RowLimit(50)));

    assertThat(plot(findings).title())
        .matches(
            "t-SNE of resid_post, layer 0 \\(perplexity 6, 50 of 120 prompts, trustworthiness 0\\.\\d\\d\\)");
    assertThat(plot(findings).groups().get(0).x()).hasSize(25);
    assertThat(findings.tables().get("points").rows()).hasSize(50);
    assertThat(findings.headlines().get(0).sentence()).endsWith("; n = 50 sampled of 120).");
  }

  @Test
  void aSetPerplexityThatDoesNotFitIsAnError() {
    assertThat(problems(40, Optional.of(13.5)))
        .containsExactly(
            "spec:perplexity: error: perplexity must be at most 13 for 40 prompts, a third of the others, but is 13.5");
    assertThat(problems(40, Optional.of(13.0))).isEmpty();
    assertThat(problems(40, Optional.empty())).isEmpty();
  }

  @Test
  void tooFewPromptsForAnyPerplexityIsAnError() {
    assertThat(problems(6, Optional.empty()))
        .containsExactly(
            "spec:type: error: t-sne needs at least 7 prompts, but there are 6; use pca for so few");
  }

  private static List<String> problems(int rows, Optional<Double> perplexity) {
    RecordedProblems problems = new RecordedProblems();
    TSne.Config config =
        new TSne.Config(
            new ProjectionSettings("is_true", Optional.empty()),
            perplexity,
            300,
            new RowLimit(2000));
    new TSne(config, Services.seeds(1), Services.parallel(), Services.silent())
        .check(Studies.clouds(RESID_POST, rows, 1, 5, TRUTH, 0).design(), problems);
    return problems.lines();
  }

  private static ScatterPlot plot(RecordedFindings findings) {
    return (ScatterPlot) findings.figures().get("resid_post");
  }

  private static RecordedFindings map(ArrayStudy study, TSne.Config config) {
    RecordedFindings findings = new RecordedFindings();
    new TSne(config, Services.seeds(3), Services.parallel(), Services.silent())
        .analyze(study, findings);
    return findings;
  }

  @Test
  void promptsWithoutALabelAreDrawnTogether() {
    ArrayStudy study = Studies.unlabelled(30, 2, 5);
    TSne.Config config =
        new TSne.Config(
            new ProjectionSettings(Prompts.UNLABELLED, Optional.empty()),
            Optional.of(5.0),
            300,
            new RowLimit(2000));
    RecordedProblems problems = new RecordedProblems();
    new TSne(config, Services.seeds(1), Services.parallel(), Services.silent())
        .check(study.design(), problems);

    RecordedFindings findings =
        AnalysisContract.of(
                parallel -> new TSne(config, Services.seeds(1), parallel, Services.silent()))
            .verify(study);

    assertThat(problems.lines()).isEmpty();
    assertThat(findings.metrics().stream().map(Metric::name).distinct())
        .containsExactly("trustworthiness", "continuity");
    assertThat(findings.figures()).containsOnlyKeys("resid_post", "trustworthiness");
    assertThat(findings.tables().get("points").columns())
        .containsExactly("component", "layer", "row", "text", "x1", "x2");
    ScatterPlot plot = (ScatterPlot) findings.headlines().get(0).figure();
    assertThat(plot.title())
        .matches("t-SNE of resid_post, layer 1 \\(perplexity 5, trustworthiness 0\\.\\d\\d\\)");
    assertThat(plot.groups()).extracting(ScatterPlot.Group::name).containsExactly("");
    assertThat(findings.headlines().get(0).sentence())
        .matches(
            "In the t-SNE map \\(perplexity 5\\) of layer 1 of resid_post, the prompts are drawn without a label to"
                + " compare them by \\(n = 30, trustworthiness 0\\.\\d\\d, the last of 2 projections\\)\\.");
  }
}
