package dev.lamina.plugins.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.service.Parallel;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PcaTest {

  private static final List<String> TRUTH = List.of("true", "false");
  private static final List<Component> RESID_POST = List.of(Component.RESID_POST);

  @Test
  void findingsFollowTheContract() {
    ArrayStudy study =
        Studies.clouds(List.of(Component.RESID_POST, Component.EMBED), 30, 3, 8, TRUTH, 3);
    RecordedFindings findings =
        AnalysisContract.of(
                parallel ->
                    new Pca(
                        new Pca.Config(3, new ProjectionSettings("is_true", Optional.empty())),
                        Services.seeds(1),
                        parallel,
                        Services.silent()))
            .verify(study);

    assertThat(findings.figures().keySet())
        .containsExactly("resid_post", "embed", "silhouette", "trustworthiness");
    assertThat(findings.figures().get("resid_post")).isInstanceOf(Panels.class);
    assertThat(findings.figures().get("embed")).isInstanceOf(ScatterPlot.class);
    assertThat(findings.tables().get("").columns())
        .containsExactly(
            "component",
            "layer",
            "explained.1",
            "explained.2",
            "explained.3",
            "trustworthiness",
            "continuity",
            "silhouette",
            "centroid_distance");
    assertThat(findings.tables().get("points").rows()).hasSize(30 * 4);
    assertThat(findings.metrics().stream().map(Metric::name).distinct())
        .containsExactly(
            "explained.1",
            "explained.2",
            "explained.3",
            "trustworthiness",
            "continuity",
            "silhouette",
            "centroid_distance");
  }

  @Test
  void theNumbersDoNotDependOnTheOrderOfThePrompts() {
    AnalysisContract.of(
            parallel ->
                new Pca(
                    new Pca.Config(2, new ProjectionSettings("is_true", Optional.empty())),
                    Services.seeds(1),
                    parallel,
                    Services.silent()))
        .verifyAnyOrder(Studies.clouds(RESID_POST, 40, 3, 6, TRUTH, 4), 1e-5);
  }

  /**
   * The clouds' means are 10 sqrt(2) apart, which is 50 units of variance along the first direction
   * beside 1 of noise on each of 6 axes.
   */
  @Test
  void twoCloudsAreApartAlongTheFirstDirection() {
    RecordedFindings findings = pca(Studies.clouds(RESID_POST, 400, 2, 6, TRUTH, 10), 2);

    assertThat(findings.value(Component.RESID_POST, 1, "explained.1"))
        .isCloseTo(51 / 56.0, within(0.01));
    assertThat(findings.value(Component.RESID_POST, 1, "centroid_distance"))
        .isCloseTo(10 * Math.sqrt(2), within(0.2));
    assertThat(findings.value(Component.RESID_POST, 1, "silhouette")).isGreaterThan(0.75);
    assertThat(findings.value(Component.RESID_POST, 0, "silhouette")).isCloseTo(0, within(0.03));
    assertThat(findings.headlines().get(0).importance()).isEqualTo(50);
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("In the first two principal components of layer 1 of resid_post (9")
        .contains("true and false form strong clusters: silhouette 0.")
        .matches(
            ".*\\(n = 400, trustworthiness 0\\.\\d\\d, the highest silhouette of 2 projections\\)\\.");
  }

  @Test
  void axesSayHowMuchTheyExplain() {
    ScatterPlot plot =
        (ScatterPlot)
            pca(Studies.clouds(RESID_POST, 40, 1, 5, TRUTH, 0), 2).figures().get("resid_post");

    assertThat(plot.title()).matches("PCA of resid_post, layer 0 \\(trustworthiness 0\\.\\d\\d\\)");
    assertThat(plot.x().label()).matches("PC 1 \\(\\d+\\.\\d% of variance\\)");
    assertThat(plot.y().label()).matches("PC 2 \\(\\d+\\.\\d% of variance\\)");
    assertThat(plot.scaling()).isEqualTo(ScatterPlot.Scaling.EQUAL);
    assertThat(plot.groups()).extracting(ScatterPlot.Group::name).containsExactly("true", "false");
    assertThat(plot.groups().get(0).x()).hasSize(20);
  }

  @Test
  void manyLayersAreDrawnInPart() {
    RecordedFindings findings = pca(Studies.clouds(RESID_POST, 12, 30, 4, TRUTH, 1), 2);

    Panels panels = (Panels) findings.figures().get("resid_post");
    assertThat(panels.title()).isEqualTo("PCA of resid_post by layer (12 of 30 layers)");
    assertThat(panels.panels()).hasSize(12);
    assertThat(panels.panels().get(0).title()).startsWith("layer 0, trustworthiness ");
    assertThat(panels.panels().get(11).title()).startsWith("layer 29, trustworthiness ");
    LineChart chart = (LineChart) findings.figures().get("silhouette");
    assertThat(chart.lines().get(0).y()).hasSize(30);
  }

  @Test
  void theSmallestOfManyClassesAreGrey() {
    List<String> classes = IntStream.range(0, 24).mapToObj(k -> "relation " + k).toList();
    ScatterPlot plot =
        (ScatterPlot)
            pca(Studies.clouds(RESID_POST, 60, 1, 24, classes, 0), 2).figures().get("resid_post");

    assertThat(plot.groups()).hasSize(21);
    assertThat(plot.groups().get(20).name()).isEqualTo("4 other classes");
    assertThat(plot.groups())
        .extracting(ScatterPlot.Group::role)
        .containsOnlyOnce(ScatterPlot.Role.REST)
        .endsWith(ScatterPlot.Role.REST);
    assertThat(plot.groups().stream().mapToInt(group -> group.x().length).sum()).isEqualTo(60);
  }

  @Test
  void promptsThatAreAllTheSameAreSaidWithoutNumbersThatAreNone() {
    float[][][] values = new float[6][1][3];
    ArrayStudy study =
        ArrayStudy.of(
            java.util.Map.of(Component.RESID_PRE, values),
            java.util.Map.of(
                "is_true", List.of("true", "false", "true", "false", "true", "false")));
    RecordedFindings findings = pca(study, 2);

    assertThat(findings.value(Component.RESID_PRE, 0, "explained.1")).isNaN();
    assertThat(findings.headlines().get(0).sentence())
        .isEqualTo(
            "In the first two principal components of layer 0 of resid_pre, true and false form no substantial clusters: silhouette 0.00 (0 mixed, 1 apart), centroids 0 apart (n = 6, too few to speak of clusters: 3 in the smallest class).");
  }

  @Test
  void moreDimensionsThanThereAreIsAnError() {
    assertThat(problems(Studies.clouds(RESID_POST, 4, 1, 6, TRUTH, 0), 5))
        .containsExactly(
            "spec:dimensions: error: must be at most 4, the smaller of 4 prompts and 6 dimensions, but is 5");
  }

  @Test
  void aLabelOfOneClassIsAnError() {
    assertThat(problems(Studies.clouds(RESID_POST, 4, 1, 6, List.of("true"), 0), 2))
        .containsExactly(
            "spec:by: error: label 'is_true' has one class, 'true', in these 4 prompts; add prompts of another class or set 'by' to another label");
  }

  @Test
  void tooManyClassesAreAnError() {
    List<String> classes = IntStream.range(0, 60).mapToObj(k -> "city " + k).toList();
    assertThat(problems(Studies.clouds(RESID_POST, 60, 1, 60, classes, 0), 2))
        .containsExactly(
            "spec:by: error: label 'is_true' has 60 classes in these prompts, but at most 50 can be compared; set 'by' to a label with fewer");
  }

  private static List<String> problems(ArrayStudy study, int dimensions) {
    RecordedProblems problems = new RecordedProblems();
    analysis(dimensions).check(study.design(), problems);
    return problems.lines();
  }

  private static RecordedFindings pca(ArrayStudy study, int dimensions) {
    RecordedFindings findings = new RecordedFindings();
    analysis(dimensions).analyze(study, findings);
    return findings;
  }

  private static Pca analysis(int dimensions) {
    return new Pca(
        new Pca.Config(dimensions, new ProjectionSettings("is_true", Optional.empty())),
        Services.seeds(1),
        Services.sequential(),
        Services.silent());
  }

  /** Closed form: at layer 2 one axis has variance 9 beside 7 axes of 1, so two share 10 / 16. */
  @Test
  void promptsWithoutALabelAreDrawnTogether() {
    ArrayStudy study = Studies.unlabelled(4000, 3, 8);
    RecordedProblems problems = new RecordedProblems();
    unlabelled(Services.sequential()).check(study.design(), problems);

    RecordedFindings findings = AnalysisContract.of(PcaTest::unlabelled).verify(study);

    assertThat(problems.lines()).isEmpty();
    assertThat(findings.metrics().stream().map(Metric::name).distinct())
        .containsExactly("explained.1", "explained.2", "trustworthiness", "continuity");
    assertThat(findings.value(Component.RESID_POST, 2, "explained.1"))
        .isCloseTo(9 / 16.0, within(0.02));
    assertThat(findings.figures()).containsOnlyKeys("resid_post", "trustworthiness");
    ScatterPlot plot = (ScatterPlot) findings.headlines().get(0).figure();
    assertThat(plot.title()).matches("PCA of resid_post, layer 2 \\(trustworthiness 0\\.\\d\\d\\)");
    assertThat(plot.groups()).extracting(ScatterPlot.Group::name).containsExactly("");
    assertThat(plot.groups().get(0).x()).hasSize(4000);
    assertThat(findings.tables().get("").columns())
        .containsExactly(
            "component", "layer", "explained.1", "explained.2", "trustworthiness", "continuity");
    assertThat(findings.tables().get("points").columns())
        .containsExactly("component", "layer", "row", "text", "pc1", "pc2");
    assertThat(findings.headlines().get(0).sentence())
        .matches(
            "6\\d\\.\\d% of the variance of the prompts at layer 2 of resid_post is along the first two principal"
                + " components \\(n = 4000, trustworthiness 0\\.\\d\\d, the highest share of 3 projections\\)\\.");
  }

  @Test
  void promptsWithoutALabelThatAreAllTheSameAreSaidWithoutShares() {
    ArrayStudy study =
        ArrayStudy.of(
            java.util.Map.of(Component.RESID_PRE, new float[3][1][3]),
            java.util.Map.of(Prompts.UNLABELLED, List.of("all", "all", "all")));

    assertThat(AnalysisContract.of(PcaTest::unlabelled).verify(study).headlines().get(0).sentence())
        .isEqualTo(
            "In the first two principal components of layer 0 of resid_pre, the prompts are drawn without a label to"
                + " compare them by (n = 3).");
  }

  private static Pca unlabelled(Parallel parallel) {
    return new Pca(
        new Pca.Config(2, new ProjectionSettings(Prompts.UNLABELLED, Optional.empty())),
        Services.seeds(1),
        parallel,
        Services.silent());
  }
}
