package dev.lamina.plugins.statistics.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.ParallelStudy;
import dev.lamina.plugins.statistics.Studies;
import dev.lamina.plugins.statistics.item.ItemLabels;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlignmentTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static Alignment.Config config(int most, String... item) {
    return new Alignment.Config(
        "language", new ItemLabels(List.of(item)), Optional.empty(), Distance.COSINE, most, 200);
  }

  private static AnalysisContract alignment(int most) {
    return AnalysisContract.of(
        parallel -> new Alignment(config(most, "item"), Services.seeds(0), parallel));
  }

  @Test
  void equalsScipysNumbersForEveryPairAndTheirMean() {
    RecordedFindings findings = alignment(500).verify(ParallelStudy.ofReference());

    for (Component component : List.of(RESID_POST, Component.ATTN_OUT)) {
      JsonNode layers = ParallelStudy.reference().at("/components/" + component + "/pairs");
      for (int layer = 0; layer < 2; layer++) {
        for (AlignmentNumber number : AlignmentNumber.values()) {
          if (number == AlignmentNumber.PROCRUSTES_SHUFFLED) {
            continue; // random
          }
          double sum = 0;
          for (Map.Entry<String, JsonNode> pair : layers.get(layer).properties()) {
            double expected = pair.getValue().get(number.id()).doubleValue();
            sum += expected;
            assertThat(findings.value(component, layer, "language=" + pair.getKey(), number.id()))
                .as("%s of %s at %s %d", number.id(), pair.getKey(), component, layer)
                .isCloseTo(expected, within(1e-6));
          }
          assertThat(findings.value(component, layer, number.id()))
              .isCloseTo(sum / 3, within(1e-6));
        }
      }
    }
    Heatmap pairs = (Heatmap) findings.figures().get("pairs.resid_post");
    assertThat(pairs.rows()).containsExactly("en", "de", "fr");
    assertThat(pairs.values()[0][0]).isNaN();
  }

  @Test
  void findsWhatGroupsShareOnceTheirMeansAreTakenOut() {
    RecordedFindings findings = alignment(500).verify(ParallelStudy.planted(60, 16, 3));

    // one direction of the mean is a hundred times what tells items apart
    assertThat(findings.value(RESID_POST, 1, "top1.centred")).isGreaterThan(0.95);
    assertThat(findings.value(RESID_POST, 1, "top1")).isLessThan(0.7);
    assertThat(findings.value(RESID_POST, 1, "cka")).isGreaterThan(0.95);
    assertThat(findings.value(RESID_POST, 1, "procrustes")).isLessThan(0.02);
    assertThat(findings.value(RESID_POST, 0, "top1.centred")).isLessThan(0.1);
    assertThat(findings.value(RESID_POST, 0, "cka")).isCloseTo(0, within(0.1));
    assertThat(findings.value(RESID_POST, 0, "rsa")).isCloseTo(0, within(0.1));
    // of unrelated groups the disparity is that of shuffled items
    assertThat(findings.value(RESID_POST, 0, "procrustes"))
        .isCloseTo(findings.value(RESID_POST, 0, "procrustes.shuffled"), within(0.05));
    assertThat(findings.value(RESID_POST, "best_layer")).isEqualTo(1);
    assertThat(findings.value(RESID_POST, "top1.chance")).isEqualTo(1 / 60.0);
    assertThat(findings.value(RESID_POST, 0, "cka.low")).isNegative();
    assertThat(findings.value(RESID_POST, 0, "cka.high")).isPositive();
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("At layer 1 of resid_post, with each group's mean taken out, ")
        .contains(" of 60 items ", "; chance 1.67%); CKA ");
  }

  @Test
  void ofEqualRowsIsChanceAndWhatIsNotDefinedIsNotANumber() {
    float[][][] values = Studies.normal(20, 1, 8, 1);
    for (float[][] row : values) {
      Arrays.fill(row[0], 0.3f);
    }
    ArrayStudy study =
        ArrayStudy.of(Map.of(RESID_POST, values), ParallelStudy.labels(List.of("en", "de"), 10));

    RecordedFindings findings = alignment(500).verify(study);

    assertThat(findings.value(RESID_POST, 0, "top1")).isCloseTo(0.1, within(1e-12));
    assertThat(findings.value(RESID_POST, 0, "top1.centred")).isCloseTo(0.1, within(1e-12));
    assertThat(findings.value(RESID_POST, 0, "mrr"))
        .isCloseTo(findings.value(RESID_POST, "mrr.chance"), within(1e-12));
    assertThat(findings.value(RESID_POST, 0, "cka")).isNaN();
    assertThat(findings.value(RESID_POST, 0, "rsa")).isNaN();
    assertThat(findings.value(RESID_POST, 0, "procrustes")).isNaN();
  }

  @Test
  void takesARandomDrawOfManyItems() {
    RecordedFindings findings = alignment(20).verify(ParallelStudy.planted(60, 16, 3));

    assertThat(findings.value(RESID_POST, "top1.chance")).isEqualTo(1 / 20.0);
  }

  /**
   * Six clusters of ten items, found or not found as one: of half of 60 items the standard error is
   * 0.065, of half of 6 clusters 0.2.
   */
  @Test
  void drawsClustersOfItemsAndRefusesThoseThatAnItemIsPartOfTwoOf() {
    Map<String, List<String>> labels = ParallelStudy.labels(List.of("en", "de"), 60);
    List<String> clusters = new ArrayList<>();
    float[][][] values = Studies.normal(120, 1, 16, 3);
    for (int row = 0; row < 120; row++) {
      int item = row % 60;
      clusters.add("cluster " + item / 10);
      if (item / 10 % 2 == 0) {
        values[row][0] = values[item][0]; // the same in both languages
      }
    }
    labels.put("cluster", clusters);
    ArrayStudy study = ArrayStudy.of(Map.of(RESID_POST, values), labels);

    RecordedFindings drawn = clustered("cluster").verify(study);
    RecordedFindings single = alignment(500).verify(study);

    assertThat(drawn.value(RESID_POST, 0, "top1")).isCloseTo(0.5, within(0.05));
    assertThat(width(drawn, "top1")).isCloseTo(2 * 1.96 * 0.2, within(0.2));
    assertThat(width(single, "top1")).isCloseTo(2 * 1.96 * 0.065, within(0.06));
    // what pairs of items decide is drawn by items, whatever the clusters
    assertThat(width(drawn, "rsa")).isEqualTo(width(single, "rsa"));
    RecordedProblems problems = new RecordedProblems();
    new Alignment(config("language"), Services.seeds(0), Services.sequential())
        .check(study.design(), problems);
    assertThat(problems.lines())
        .containsExactly(
            "spec:cluster: error: label 'language' differs among the prompts of an item; name one that all prompts of an item share");
  }

  private static double width(RecordedFindings findings, String number) {
    return findings.value(RESID_POST, 0, number + ".high")
        - findings.value(RESID_POST, 0, number + ".low");
  }

  private static Alignment.Config config(String cluster) {
    return new Alignment.Config(
        "language",
        new ItemLabels(List.of("item")),
        Optional.of(cluster),
        Distance.COSINE,
        500,
        200);
  }

  private static AnalysisContract clustered(String cluster) {
    return AnalysisContract.of(
        parallel -> new Alignment(config(cluster), Services.seeds(0), parallel));
  }

  private static List<String> problems(Map<String, List<String>> labels, int rows, String... item) {
    RecordedProblems problems = new RecordedProblems();
    ArrayStudy study = ArrayStudy.of(Map.of(RESID_POST, Studies.normal(rows, 1, 4, 1)), labels);
    new Alignment(config(500, item), Services.seeds(0), Services.sequential())
        .check(study.design(), problems);
    return problems.lines();
  }

  @Test
  void saysBeforehandWhatCannotBeCompared() {
    Map<String, List<String>> one = ParallelStudy.labels(List.of("en"), 6);
    assertThat(problems(one, 6, "item"))
        .containsExactly(
            "spec:between: error: label 'language' has one class, 'en', in these 6 prompts; add prompts of another class or set 'between' to another label");

    Map<String, List<String>> two = ParallelStudy.labels(List.of("en", "de"), 6);
    assertThat(problems(two, 12, "language"))
        .containsExactly(
            "spec:item: error: prompts 1 and 2 are both item 'en' of language 'en'; name labels that tell the prompts of a group apart, e.g. [pair, is_true]");
    assertThat(problems(two, 12, "item", "language"))
        .containsExactly(
            "spec:item: error: 0 of 12 items (prompts that agree in item and language) have a prompt in each of the 2 groups of language, but 4 are needed; name a label that is the same for counterparts");

    List<String> items = new ArrayList<>(two.get("item"));
    items.set(11, "another");
    assertThat(
            problems(
                Map.of("language", two.getOrDefault("language", List.of()), "item", items),
                12,
                "item"))
        .containsExactly(
            "spec:item: warning: 2 of 7 items lack a prompt in some group of language and are left out");
  }
}
