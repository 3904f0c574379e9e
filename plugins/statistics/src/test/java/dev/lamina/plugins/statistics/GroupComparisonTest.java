package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Heatmap;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupComparisonTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static GroupComparison.Config relation(String... groups) {
    return new GroupComparison.Config("relation", List.of(groups));
  }

  private static AnalysisContract comparison(String... groups) {
    return AnalysisContract.of(parallel -> new GroupComparison(relation(groups), parallel));
  }

  @Test
  void equalsScipyForEveryPair() {
    RecordedFindings findings = comparison().verify(Studies.ofReference());

    Table table = findings.tables().get("");
    JsonNode pairs = Studies.reference().at("/components/resid_post/pairs/2");
    for (int i = 0; i < 3; i++) {
      List<Object> row = table.rows().get(2 * 3 + i); // after the pairs of layers 0 and 1
      JsonNode pair = pairs.get(i);
      assertThat(row.subList(0, 4))
          .isEqualTo(
              List.of(
                  "resid_post",
                  2,
                  "relation=" + pair.get("first").textValue(),
                  "relation=" + pair.get("second").textValue()));
      assertThat((double) row.get(4)).isCloseTo(pair.get("euclidean").doubleValue(), within(1e-9));
      assertThat((double) row.get(5)).isCloseTo(pair.get("cosine").doubleValue(), within(1e-9));
      assertThat((double) row.get(6)).isCloseTo(pair.get("chance").doubleValue(), within(1e-9));
    }
    double mean =
        IntStream.range(0, 3)
            .mapToDouble(i -> pairs.get(i).get("euclidean").doubleValue())
            .average()
            .orElseThrow();
    assertThat(findings.value(RESID_POST, 2, "centroid_distance")).isCloseTo(mean, within(1e-9));
    Heatmap heatmap = (Heatmap) findings.figures().get("resid_post.centroids");
    assertThat(heatmap.title()).isEqualTo("Centroid distance at layer 2, resid_post");
    assertThat(heatmap.columns()).containsExactly("located_in", "capital_of", "written_by");
    assertThat(heatmap.values()[1][1]).isNaN();
    assertThat(heatmap.values()[2][0])
        .isEqualTo(heatmap.values()[0][2])
        .isCloseTo(pairs.get(1).get("euclidean").doubleValue(), within(1e-9));
  }

  @Test
  void isTheSameInAnyOrderOfThePrompts() {
    comparison("written_by", "located_in").verifyAnyOrder(Studies.ofReference(), 1e-6);
  }

  @Test
  void comparesTheNamedGroupsAlone() {
    RecordedFindings findings =
        comparison("written_by", "located_in").verify(Studies.ofReference());

    JsonNode pair = Studies.reference().at("/components/resid_post/pairs/0/1");
    assertThat(findings.value(RESID_POST, 0, "centroid_distance"))
        .isCloseTo(pair.get("euclidean").doubleValue(), within(1e-9));
    assertThat(findings.value(RESID_POST, 0, "cosine_distance"))
        .isCloseTo(pair.get("cosine").doubleValue(), within(1e-9));
    assertThat(findings.value(RESID_POST, 0, "centroid_distance.chance"))
        .isCloseTo(pair.get("chance").doubleValue(), within(1e-9));
    assertThat(findings.metrics())
        .extracting(metric -> metric.group())
        .containsOnly("", "relation=written_by", "relation=located_in");
    LineChart norms = (LineChart) findings.figures().get("resid_post.norms");
    assertThat(norms.lines())
        .extracting(LineChart.Line::name)
        .containsExactly("written_by", "located_in");
    assertThat(findings.figures()).doesNotContainKey("resid_post.centroids");
  }

  @Test
  void tellsHowFarApartTheCentroidsAreAndWhatChanceWouldGive() {
    // closed form: centroids (2, 0) and (0, 3), scatter 2 each: t = 4 / 2, chance sqrt(2)
    float[][][] values = {{{1, 0}}, {{3, 0}}, {{0, 2}}, {{0, 4}}};
    ArrayStudy study =
        ArrayStudy.of(Map.of(RESID_POST, values), Map.of("relation", List.of("a", "a", "b", "b")));

    assertThat(comparison().verify(study).headlines().get(0).sentence())
        .isEqualTo(
            "At layer 0 of resid_post the centroids of a and b prompts are 3.61 apart (cosine distance 1.00), where"
                + " random draws of these sizes would be 1.41 apart.");
  }

  @Test
  void findsRandomGroupsAsFarApartAsChanceSays() {
    // one population: the ratio's expectation is 1; 64 dimensions and 45 pairs average it closely
    List<String> groups = IntStream.range(0, 10).mapToObj(i -> "g" + i).toList();
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(RESID_POST, Studies.normal(500, 1, 64, 3)),
            Map.of("relation", Studies.alternating(500, groups.toArray(String[]::new))));

    RecordedFindings findings = comparison().verify(study);

    assertThat(
            findings.value(RESID_POST, 0, "centroid_distance")
                / findings.value(RESID_POST, 0, "centroid_distance.chance"))
        .isCloseTo(1, within(0.05));
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("At layer 0 of resid_post, g")
        .contains(" lie farthest apart of the 10 groups of relation: their centroids are ");
  }

  @Test
  void refusesGroupsThatNoPromptIsIn() {
    assertThat(problems(relation("located_in", "loved_by")))
        .containsExactly(
            "spec:groups: error: no prompt has relation 'loved_by'; there are: located_in, capital_of, written_by");
  }

  @Test
  void refusesASingleGroupAndAGroupNamedTwice() {
    String message =
        "spec:groups: error: groups must name two or more different values of 'relation', or none for all, but is ";
    assertThat(problems(relation("located_in"))).containsExactly(message + "[located_in]");
    assertThat(problems(relation("located_in", "located_in", "capital_of")))
        .containsExactly(message + "[located_in, located_in, capital_of]");
  }

  @Test
  void drawsTheTwelveLargestOfManyGroups() {
    List<String> labels = new ArrayList<>();
    IntStream.range(0, 28).forEach(i -> labels.add("g" + i % 14));
    ArrayStudy study =
        ArrayStudy.of(Map.of(RESID_POST, Studies.normal(28, 2, 4, 1)), Map.of("relation", labels));

    RecordedFindings findings = comparison().verify(study);

    LineChart norms = (LineChart) findings.figures().get("resid_post.norms");
    assertThat(norms.lines()).hasSize(12);
    assertThat(norms.title()).endsWith("(12 largest of 14 groups)");
    assertThat(findings.tables().get("").rows()).hasSize(2 * 14 * 13 / 2);
  }

  private static List<String> problems(GroupComparison.Config config) {
    RecordedProblems problems = new RecordedProblems();
    new GroupComparison(config, Services.sequential())
        .check(Studies.ofReference().design(), problems);
    return problems.lines();
  }

  @Test
  void refusesPromptsWithoutALabel() {
    RecordedProblems problems = new RecordedProblems();
    new GroupComparison(
            new GroupComparison.Config(Prompts.UNLABELLED, List.of()), Services.sequential())
        .check(Studies.unlabelled(new float[4][1][1]).design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:by: error: the data set has no label to compare by; give its prompts a label of two or more classes"
                + " or leave this analysis out");
  }
}
