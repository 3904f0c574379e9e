package dev.lamina.plugins.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.analysis.Table;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.score.TestScores;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptTableTest {

  @Test
  void theBestScoresFollowFromThePredictions() {
    ArrayStudy study = Studies.planted(203, 10, 2);
    RecordedFindings findings = probe(study, "is_true", Optional.empty());
    Table table = findings.tables().get("prompts");

    assertThat(table.columns())
        .containsExactly("row", "fold", "label", "resid_post.score", "resid_post.predicted");
    assertThat(column(table, "row")).isEqualTo(IntStream.range(0, 203).boxed().toList());
    assertThat(column(table, "label"))
        .isEqualTo(study.design().prompts().label("is_true").values());
    assertThat(meanOverFolds(table, PromptTableTest::accuracy))
        .isCloseTo(findings.value(Component.RESID_POST, "accuracy.best"), within(1e-12));
    int best = (int) findings.value(Component.RESID_POST, "best_layer");
    assertThat(meanOverFolds(table, PromptTableTest::auc))
        .isCloseTo(findings.value(Component.RESID_POST, best, "auc"), within(1e-12));
    for (List<Object> row : table.rows()) {
      assertThat(row.get(4)).isEqualTo((double) row.get(3) > 0 ? "true" : "false");
    }
  }

  @Test
  void eachFoldIsThatOfTheFoldTable() {
    RecordedFindings findings = probe(Studies.planted(203, 10, 2), "is_true", Optional.empty());
    int best = (int) findings.value(Component.RESID_POST, "best_layer");
    Map<Object, List<List<Object>>> folds = byFold(findings.tables().get("prompts"));

    assertThat(folds.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    for (List<Object> row : findings.tables().get("folds").rows()) {
      if (row.get(1).equals(best)) {
        assertThat((double) row.get(3)).isCloseTo(accuracy(folds.get(row.get(2))), within(1e-12));
      }
    }
  }

  @Test
  void noGroupCrossesFolds() {
    ArrayStudy study = Studies.pairs(40, 8);
    Table table = probe(study, "is_true", Optional.of("pair")).tables().get("prompts");
    List<String> pairs = study.design().prompts().label("pair").values();

    Map<String, List<Object>> foldsOfPair =
        table.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> pairs.get((int) row.get(0)),
                    Collectors.mapping(row -> row.get(1), Collectors.toList())));
    assertThat(foldsOfPair).hasSize(40);
    assertThat(foldsOfPair.values()).allMatch(of -> of.size() == 2 && of.get(0).equals(of.get(1)));
  }

  @Test
  void threeClassesHavePredictionsWithoutScores() {
    Random random = new Random(3);
    float[][][] values = new float[90][1][4];
    for (int row = 0; row < values.length; row++) {
      for (int j = 0; j < 4; j++) {
        values[row][0][j] = (float) random.nextGaussian() + (j == row % 3 ? 1 : 0);
      }
    }
    List<String> cities =
        IntStream.range(0, 90)
            .mapToObj(row -> List.of("paris", "rome", "bern").get(row % 3))
            .toList();
    RecordedFindings findings =
        probe(
            ArrayStudy.of(
                Map.of(Component.RESID_POST, values, Component.EMBED, values),
                Map.of("city", cities)),
            "city",
            Optional.empty());
    Table table = findings.tables().get("prompts");

    assertThat(table.columns())
        .containsExactlyInAnyOrder(
            "row", "fold", "label", "resid_post.predicted", "embed.predicted");
    assertThat(column(table, "resid_post.predicted")).isSubsetOf("paris", "rome", "bern");
    assertThat(meanOverFolds(table, PromptTableTest::accuracy))
        .isBetween(0.4, 0.9)
        .isCloseTo(findings.value(Component.RESID_POST, "accuracy.best"), within(1e-12));
  }

  private static RecordedFindings probe(ArrayStudy study, String target, Optional<String> groupBy) {
    RecordedFindings findings = new RecordedFindings();
    new LinearProbe(
            Studies.config(target, 5, groupBy, false, false),
            Services.seeds(42),
            Services.parallel(),
            Services.silent())
        .analyze(study, findings);
    return findings;
  }

  private static List<Object> column(Table table, String name) {
    int at = table.columns().indexOf(name);
    return table.rows().stream().map(row -> row.get(at)).toList();
  }

  private static double meanOverFolds(Table table, ToDoubleFunction<List<List<Object>>> score) {
    return byFold(table).values().stream().mapToDouble(score).average().orElseThrow();
  }

  private static Map<Object, List<List<Object>>> byFold(Table table) {
    return table.rows().stream().collect(Collectors.groupingBy(row -> row.get(1)));
  }

  /** The share of rows whose last cell, a prediction, is their label. */
  private static double accuracy(List<List<Object>> rows) {
    return rows.stream()
        .mapToInt(r -> r.get(2).equals(r.get(r.size() - 1)) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static double auc(List<List<Object>> rows) {
    double[][] decisions =
        rows.stream().map(row -> new double[] {(double) row.get(3)}).toArray(double[][]::new);
    int[] labels = rows.stream().mapToInt(row -> row.get(2).equals("true") ? 0 : 1).toArray();
    return TestScores.of(decisions, labels, 2).auc();
  }
}
