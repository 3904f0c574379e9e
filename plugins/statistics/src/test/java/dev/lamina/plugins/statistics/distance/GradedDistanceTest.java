package dev.lamina.plugins.statistics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.ParallelStudy;
import dev.lamina.plugins.statistics.Studies;
import dev.lamina.plugins.statistics.item.ItemLabels;
import dev.lamina.plugins.statistics.measure.Normal;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradedDistanceTest {

  private static final Component RESID_POST = Component.RESID_POST;
  private static final List<String> ORDER = List.of("true", "near", "far");

  private static GradedDistance.Config config(List<String> order, String item) {
    return new GradedDistance.Config("grade", order, new ItemLabels(List.of(item)), 199, 200);
  }

  private static AnalysisContract analysis() {
    return AnalysisContract.of(
        parallel -> new GradedDistance(config(ORDER, "item"), Services.seeds(0), parallel));
  }

  @Test
  void equalsScipysDistancesRhoAndTheCountOfPairs() {
    RecordedFindings findings = analysis().verify(ParallelStudy.ofReference());

    for (Component component : List.of(RESID_POST, Component.ATTN_OUT)) {
      for (int layer = 0; layer < 2; layer++) {
        JsonNode of = ParallelStudy.reference().at("/components/" + component + "/graded/" + layer);
        for (String kind : List.of("cosine", "euclidean")) {
          JsonNode expected = of.get(kind);
          for (int grade = 0; grade < 2; grade++) {
            assertThat(findings.value(component, layer, "grade=" + ORDER.get(grade + 1), kind))
                .isCloseTo(expected.get("means").get(grade).doubleValue(), within(1e-9));
          }
          assertThat(findings.value(component, layer, kind + ".rho"))
              .isCloseTo(expected.get("rho").doubleValue(), within(1e-9));
          assertThat(findings.value(component, layer, kind + ".jt"))
              .isEqualTo(expected.get("jt").doubleValue());
        }
      }
    }
  }

  @Test
  void testOfTiedValuesEqualsTheCountAndTheDistributionOverAllAssignments() {
    JsonNode trend = ParallelStudy.reference().get("trend");
    int n = trend.get("values").size();
    double[] values = new double[n];
    int[] group = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] = trend.get("values").get(i).doubleValue();
      group[i] = trend.get("group").get(i).intValue();
    }
    JonckheereTerpstra test = new JonckheereTerpstra(values, 3);

    assertThat(test.statistic(group)).isEqualTo(trend.get("statistic").doubleValue());
    assertThat(test.z(group)).isCloseTo(trend.get("z").doubleValue(), within(1e-9));
    assertThat(new JonckheereTerpstra(new double[n], 3).z(group)).isNaN();
  }

  @Test
  void normalProbabilityEqualsScipys() {
    JsonNode normal = ParallelStudy.reference().get("normal");
    for (int i = 0; i < normal.get("z").size(); i++) {
      double expected = normal.get("p").get(i).doubleValue();
      assertThat(Normal.twoSided(normal.get("z").get(i).doubleValue()))
          .isCloseTo(expected, within(1e-10 * expected));
    }
  }

  /** At layer 1 a statement is the true one and as much noise as its grade says. */
  private static ArrayStudy planted() {
    int items = 30;
    float[][][] values = Studies.normal(3 * items, 2, 32, 7);
    for (int row = items; row < 3 * items; row++) {
      for (int i = 0; i < 32; i++) {
        int grade = row / items;
        values[row][1][i] = values[row % items][1][i] + 0.3f * grade * values[row][1][i];
      }
    }
    return ArrayStudy.of(
        Map.of(RESID_POST, values), ParallelStudy.labels(List.of("a", "b", "c"), items));
  }

  @Test
  void findsAPlantedTrendAndNoOther() {
    RecordedFindings findings = analysis().verify(planted());

    assertThat(findings.value(RESID_POST, 1, "cosine.rho")).isGreaterThan(0.9);
    assertThat(findings.value(RESID_POST, 1, "cosine.p_value")).isEqualTo(2 / 200.0);
    assertThat(findings.value(RESID_POST, 0, "cosine.p_value")).isGreaterThan(0.05);
    assertThat(findings.value(RESID_POST, 0, "cosine.rho.low")).isNegative();
    assertThat(findings.value(RESID_POST, 0, "cosine.rho.high")).isPositive();
    assertThat(findings.headlines().get(0).sentence())
        .contains("layer 1 of resid_post: near ", "within 30 items", "2 of 4 tests find a trend");
  }

  private static List<String> problems(
      Map<String, List<String>> labels, List<String> order, String item) {
    RecordedProblems problems = new RecordedProblems();
    ArrayStudy study = ArrayStudy.of(Map.of(RESID_POST, Studies.normal(18, 1, 4, 1)), labels);
    new GradedDistance(config(order, item), Services.seeds(0), Services.sequential())
        .check(study.design(), problems);
    return problems.lines();
  }

  @Test
  void saysBeforehandWhatCannotBeMeasured() {
    Map<String, List<String>> labels = ParallelStudy.labels(List.of("a", "b", "c"), 6);

    assertThat(problems(labels, List.of(), "item"))
        .containsExactly(
            "spec:order: error: label 'grade' is not numeric, so the order of its values must be said, the true one first, e.g. order: [true, near, far]");
    assertThat(problems(labels, List.of("true", "nearer", "far"), "item"))
        .containsExactly(
            "spec:order: error: no prompt has grade 'nearer'; there are: true, near, far");
    assertThat(problems(labels, List.of("true", "far"), "item"))
        .containsExactly(
            "spec:order: error: a trend needs three or more different grades, the first being that of the true statements, but there are: true, far");
    assertThat(problems(labels, ORDER, "language"))
        .containsExactly(
            "spec:item: error: prompts 1 and 2 have the same language and both grade 'true'; an item has one true statement to measure from");

    List<String> items = new ArrayList<>(labels.getOrDefault("item", List.of()));
    items.set(0, "another");
    assertThat(
            problems(
                Map.of("grade", labels.getOrDefault("grade", List.of()), "item", items),
                ORDER,
                "item"))
        .containsExactly(
            "spec:item: warning: 2 of 7 items have no statement of grade 'true' or none to compare with it, and are left out");
  }
}
