package dev.lamina.plugins.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClustersTest {

  private static final List<String> TRUTH = List.of("true", "false");
  private static final Component RESID_POST = Component.RESID_POST;

  private static AnalysisContract clusters(String by) {
    Clusters.Config config = new Clusters.Config(by, 5, 99, Optional.empty(), new RowLimit(2000));
    return AnalysisContract.of(
        parallel -> new Clusters(config, Services.seeds(1), parallel, Services.silent()));
  }

  /**
   * At layer 0 the classes are one cloud. At layer 2 their means are 10 sqrt(2) apart, which is a
   * scatter of 50 beside one of 8 axes of variance 1.
   */
  @Test
  void cloudsThatArePlantedAreFound() {
    RecordedFindings findings =
        clusters("is_true")
            .verify(Studies.clouds(List.of(RESID_POST, Component.EMBED), 200, 3, 8, TRUTH, 5));

    assertThat(findings.value(RESID_POST, 0, "silhouette")).isCloseTo(0, within(0.02));
    assertThat(findings.value(RESID_POST, 0, "ari")).isCloseTo(0, within(0.1));
    assertThat(findings.value(RESID_POST, 0, "silhouette.p_value")).isGreaterThan(0.05);
    assertThat(findings.value(RESID_POST, 2, "silhouette")).isGreaterThan(0.6);
    assertThat(findings.value(RESID_POST, 2, "silhouette.permuted")).isCloseTo(0, within(0.01));
    assertThat(findings.value(RESID_POST, 2, "silhouette.p_value")).isEqualTo(0.01);
    assertThat(findings.value(RESID_POST, 2, "ari")).isEqualTo(1);
    assertThat(findings.value(RESID_POST, 2, "nmi")).isCloseTo(1, within(1e-12));
    assertThat(findings.value(RESID_POST, 2, "fisher_ratio")).isCloseTo(50 / 8.0, within(0.5));
    assertThat(findings.value(RESID_POST, 2, "centroid_distance"))
        .isCloseTo(10 * Math.sqrt(2), within(0.3));
    assertThat(findings.value(RESID_POST, 2, "davies_bouldin"))
        .isLessThan(findings.value(RESID_POST, 1, "davies_bouldin"));
    assertThat(findings.metrics())
        .anyMatch(metric -> metric.name().equals("silhouette.best_layer") && metric.value() == 2);
    assertThat(findings.headlines().get(0).sentence())
        .startsWith(
            "At layer 2 of resid_post, true and false form strong clusters in the full space: silhouette 0.7")
        .contains("p = 0.010 of 99 permutations, not corrected for the choice), Fisher ratio 6.")
        .contains(" (0.005 by chance); k-means")
        .endsWith("ARI 1.000 (0 by chance, 1 the same; n = 200, the highest silhouette of 4).");
    LineChart chart = (LineChart) findings.figures().get("silhouette");
    assertThat(chart.lines())
        .extracting(LineChart.Line::name)
        .containsExactly("resid_post", "permuted labels");
  }

  @Test
  void aSingleLayerIsDrawnAsBars() {
    RecordedFindings findings = new RecordedFindings();
    Clusters.Config config =
        new Clusters.Config("is_true", 10, 19, Optional.empty(), new RowLimit(2000));
    new Clusters(config, Services.seeds(1), Services.parallel(), Services.silent())
        .analyze(
            Studies.clouds(List.of(RESID_POST), 30, 1, 5, List.of("a", "b", "c"), 0), findings);

    assertThat(findings.figures().get("ari")).isInstanceOf(BarChart.class);
    assertThat(findings.headlines().get(0).sentence())
        .contains("the 3 classes of is_true form no substantial clusters");
  }

  @Test
  void rowsThatAreAllTheSameAreSaidWithoutNumbersThatAreNone() {
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(RESID_POST, new float[6][2][3]),
            Map.of("is_true", List.of("true", "false", "true", "false", "true", "false")));

    RecordedFindings findings = clusters("is_true").verify(study);

    assertThat(findings.value(RESID_POST, 0, "fisher_ratio")).isNaN();
    assertThat(findings.value(RESID_POST, 0, "silhouette")).isZero();
    assertThat(findings.headlines().get(0).sentence()).contains("Fisher ratio undefined");
  }

  @Test
  void aClassOfOnePromptIsMeasuredToo() {
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(RESID_POST, new float[][][] {{{0, 1}}, {{1, 0}}, {{9, 9}}}),
            Map.of("is_true", List.of("true", "true", "false")));

    assertThat(clusters("is_true").verify(study).value(RESID_POST, 0, "ari")).isEqualTo(1);
  }

  @Test
  void aLabelIsNeededAndClassesOfSeveralPrompts() {
    assertThat(problems(Studies.unlabelled(9, 1, 3), Prompts.UNLABELLED))
        .containsExactly(
            "spec:by: error: the data set has no label to compare by; give its prompts a label of two or more classes or leave this analysis out");
    assertThat(problems(Studies.clouds(List.of(RESID_POST), 3, 1, 4, List.of("a", "b", "c"), 0)))
        .containsExactly(
            "spec:by: error: each of the 3 prompts is a class of its own, so there is nothing to cluster; set 'by' to another label");
    assertThat(problems(Studies.clouds(List.of(RESID_POST), 3, 1, 4, List.of("a"), 0)))
        .containsExactly(
            "spec:by: error: label 'is_true' has one class, 'a', in these 3 prompts; add prompts of another class or set 'by' to another label");
  }

  @Test
  void classesOfVeryFewPromptsAreWarnedOf() {
    List<String> labels = new ArrayList<>(Collections.nCopies(30, "a"));
    labels.addAll(Collections.nCopies(4, "b"));
    float[][][] values =
        IntStream.range(0, 34)
            .mapToObj(i -> new float[][] {{(i * 37) % 11, (i * 17) % 7, (i * 5) % 13}})
            .toArray(float[][][]::new);
    ArrayStudy study = ArrayStudy.of(Map.of(RESID_POST, values), Map.of("is_true", labels));

    assertThat(problems(study))
        .containsExactly(
            "spec:by: warning: class 'b' has 4 prompts, but silhouettes and k-means say little of fewer than 20 a class; add prompts, or do not speak of clusters");
    assertThat(clusters("is_true").verify(study).headlines().get(0).sentence())
        .contains("n = 34, too few to speak of clusters: 4 in the smallest class");
    assertThat(problems(Studies.clouds(List.of(RESID_POST), 40, 1, 4, List.of("a", "b"), 0)))
        .isEmpty();
  }

  private static List<String> problems(ArrayStudy study) {
    return problems(study, "is_true");
  }

  private static List<String> problems(ArrayStudy study, String by) {
    RecordedProblems problems = new RecordedProblems();
    Clusters.Config config = new Clusters.Config(by, 5, 99, Optional.empty(), new RowLimit(2000));
    new Clusters(config, Services.seeds(1), Services.parallel(), Services.silent())
        .check(study.design(), problems);
    return problems.lines();
  }
}
