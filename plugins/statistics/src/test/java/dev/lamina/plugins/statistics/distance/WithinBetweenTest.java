package dev.lamina.plugins.statistics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.ParallelStudy;
import dev.lamina.plugins.statistics.Studies;
import dev.lamina.plugins.statistics.item.ItemLabels;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WithinBetweenTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static WithinBetween.Config config(Optional<String> between, int pairs, String item) {
    return new WithinBetween.Config(
        new ItemLabels(List.of(item)), between, Optional.empty(), Optional.empty(), pairs, 200);
  }

  private static AnalysisContract analysis(Optional<String> between, int pairs) {
    return AnalysisContract.of(
        parallel -> new WithinBetween(config(between, pairs, "item"), Services.seeds(0), parallel));
  }

  private static void assertEqual(RecordedFindings findings, String suffix) {
    for (Component component : List.of(RESID_POST, Component.ATTN_OUT)) {
      for (int layer = 0; layer < 2; layer++) {
        JsonNode of =
            ParallelStudy.reference().at("/components/" + component + "/separation/" + layer);
        for (String distance : List.of("cosine", "euclidean")) {
          for (String number : Separation.NAMES) {
            assertThat(findings.value(component, layer, distance + "." + number))
                .as("%s.%s of %s at %d", distance, number, component, layer)
                .isCloseTo(of.get(distance + suffix).get(number).doubleValue(), within(1e-9));
          }
        }
      }
    }
  }

  @Test
  void equalsScipysDistancesAndScikitLearnsAuc() {
    assertEqual(analysis(Optional.empty(), 500_000).verify(ParallelStudy.ofReference()), "");
  }

  @Test
  void comparesAcrossGroupsOnly() {
    RecordedFindings findings =
        analysis(Optional.of("language"), 500_000).verify(ParallelStudy.ofReference());

    assertEqual(findings, ".apart");
    assertThat(findings.value(RESID_POST, 0, "cosine.same_group"))
        .isCloseTo(
            ParallelStudy.reference()
                .at("/components/resid_post/separation/0/cosine.apart/same_group")
                .doubleValue(),
            within(1e-9));
  }

  @Test
  void findsAPlantedLayerAndSaysSo() {
    RecordedFindings findings =
        analysis(Optional.of("language"), 500_000).verify(ParallelStudy.planted(40, 16, 2));

    assertThat(findings.value(RESID_POST, 0, "cosine.auc")).isCloseTo(0.5, within(0.1));
    assertThat(findings.value(RESID_POST, 0, "cosine.auc.low")).isLessThan(0.5);
    assertThat(findings.value(RESID_POST, 0, "cosine.auc.high")).isGreaterThan(0.5);
    assertThat(findings.value(RESID_POST, 1, "euclidean.ratio")).isLessThan(1);
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("Prompts of the same item lie nearer to each other")
        .contains("layer 1 of resid_post", "different ones of the same language");
  }

  @Test
  void isNearlyTheSameOfASampleOfPairs() {
    ArrayStudy study = ParallelStudy.planted(100, 8, 4);

    double all =
        analysis(Optional.empty(), 500_000).verify(study).value(RESID_POST, 1, "euclidean.auc");
    double some =
        analysis(Optional.empty(), 5_000).verify(study).value(RESID_POST, 1, "euclidean.auc");

    assertThat(some).isNotEqualTo(all).isCloseTo(all, within(0.03));
  }

  @Test
  void holdsItemsAgainstThoseThatShareALabel() {
    // the two statements of a pair are the same but for one entry, other pairs are far away
    float[][][] values = Studies.normal(40, 1, 8, 3);
    List<String> pair = new ArrayList<>();
    List<String> truth = new ArrayList<>();
    List<String> wording = new ArrayList<>();
    for (int row = 0; row < 40; row++) {
      int first = row - row % 4; // four rows a pair: two statements, twice
      boolean isTrue = row % 4 < 2;
      values[row][0] = values[first][0].clone();
      values[row][0][0] += isTrue ? 0 : 1;
      values[row][0][1] += 0.01f * (row - first);
      pair.add("pair " + first);
      truth.add(isTrue ? "true" : "false");
      wording.add(row % 2 == 0 ? "a" : "b");
    }
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(RESID_POST, values), Map.of("pair", pair, "is_true", truth, "words", wording));
    WithinBetween.Config config =
        new WithinBetween.Config(
            new ItemLabels(List.of("pair", "is_true")),
            Optional.of("words"),
            Optional.of("pair"),
            Optional.empty(),
            500_000,
            200);

    RecordedFindings findings =
        AnalysisContract.of(parallel -> new WithinBetween(config, Services.seeds(0), parallel))
            .verify(study);

    // sqrt(1 + 0.01^2), 0.03^2 or 0.02^2, not the distance of two pairs
    assertThat(findings.value(RESID_POST, 0, "euclidean.between")).isCloseTo(1, within(0.001));
    assertThat(findings.value(RESID_POST, 0, "euclidean.within")).isCloseTo(0.01, within(1e-4));
    assertThat(findings.value(RESID_POST, 0, "euclidean.same_group")).isCloseTo(1, within(0.001));
    assertThat(findings.headlines().get(0).sentence()).contains("than to others of the same pair");
  }

  @Test
  void refusesClustersThatAnItemIsPartOfTwoOf() {
    RecordedProblems problems = new RecordedProblems();
    WithinBetween.Config config =
        new WithinBetween.Config(
            new ItemLabels(List.of("item")),
            Optional.empty(),
            Optional.empty(),
            Optional.of("language"),
            500_000,
            200);

    new WithinBetween(config, Services.seeds(0), Services.sequential())
        .check(ParallelStudy.ofReference().design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:cluster: error: label 'language' differs among the prompts of an item; name one that all prompts of an item share");
  }

  private static List<String> problems(Optional<String> between, String item) {
    RecordedProblems problems = new RecordedProblems();
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(RESID_POST, Studies.normal(8, 1, 4, 1)),
            Map.of(
                "item", Studies.alternating(8, "a", "b", "c", "d", "e", "f", "g", "h"),
                "one", Studies.alternating(8, "same"),
                "half", Studies.alternating(8, "x", "y")));
    new WithinBetween(config(between, 500_000, item), Services.seeds(0), Services.sequential())
        .check(study.design(), problems);
    return problems.lines();
  }

  @Test
  void saysBeforehandWhatCannotBeCompared() {
    assertThat(problems(Optional.empty(), "item"))
        .containsExactly(
            "spec:item: error: fewer than two items have two prompts that agree in item, so there is no distance within items; name a label that prompts about the same thing share");
    assertThat(problems(Optional.of("half"), "half"))
        .containsExactly(
            "spec:item: error: fewer than two items have two prompts that agree in half and differ in half, so there is no distance within items; name a label that prompts about the same thing share");
    assertThat(problems(Optional.of("one"), "half"))
        .containsExactly(
            "spec:between: error: label 'one' has one class, 'same', in these 8 prompts; add prompts of another class or set 'between' to another label");
    assertThat(problems(Optional.empty(), "half")).isEmpty();
  }
}
