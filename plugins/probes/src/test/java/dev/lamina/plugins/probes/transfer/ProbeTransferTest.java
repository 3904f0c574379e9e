package dev.lamina.plugins.probes.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.Reference;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.fit.kind.Strength;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.task.ProbingTask;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbeTransferTest {

  private static final List<String> NAMES = List.of("cities", "neg_cities", "facts");

  private static ProbeTransfer.Config config(String by, Optional<String> groupBy, int folds) {
    return new ProbeTransfer.Config(
        "is_true",
        by,
        new LinearFit(ProbeKind.LOGISTIC, Strength.of(1)),
        new GroupedFolds(folds, groupBy),
        false,
        false);
  }

  private static RecordedFindings transfer(ProbeTransfer.Config config, ArrayStudy study) {
    RecordedFindings findings = new RecordedFindings();
    new ProbeTransfer(config, Services.seeds(42), Services.parallel(), Services.silent())
        .analyze(study, findings);
    return findings;
  }

  private static List<String> problems(ProbeTransfer.Config config, ArrayStudy study) {
    RecordedProblems problems = new RecordedProblems();
    new ProbeTransfer(config, Services.seeds(42), Services.parallel(), Services.silent())
        .check(study.design(), problems);
    return problems.lines();
  }

  /** A second layer without anything in it. */
  private static ArrayStudy planted() {
    JsonNode of = Reference.of("transfer");
    float[][] x = Reference.floats(of.get("x"));
    int[] labels = Reference.ints(of.get("labels"));
    int[] sets = Reference.ints(of.get("sets"));
    float[][][] values = new float[x.length][2][];
    Map<String, List<String>> columns = new LinkedHashMap<>();
    List.of("is_true", "dataset", "pair").forEach(name -> columns.put(name, new ArrayList<>()));
    for (int row = 0; row < x.length; row++) {
      values[row][0] = x[row];
      values[row][1] = new float[x[row].length];
      columns.get("is_true").add(labels[row] == 0 ? "true" : "false");
      columns.get("dataset").add(NAMES.get(sets[row]));
      columns.get("pair").add("pair " + row % 60 / 2);
    }
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), columns);
  }

  @Test
  void otherSetsScoreAsByScikitLearn() {
    RecordedFindings findings = transfer(config("dataset", Optional.empty(), 5), planted());
    JsonNode of = Reference.of("transfer");

    for (int train = 0; train < 3; train++) {
      for (int test = 0; test < 3; test++) {
        if (train != test) {
          verify(findings, NAMES.get(train), test, of.get("across").get(train).get(test));
        }
      }
      verify(findings, "(others)", train, of.get("others").get(train));
    }
  }

  private static void verify(RecordedFindings found, String train, int test, JsonNode expected) {
    String group = "train=%s,test=%s".formatted(train, NAMES.get(test));
    assertThat(found.value(Component.RESID_POST, 0, group, "accuracy"))
        .as(group)
        .isCloseTo(expected.get(0).asDouble(), within(1e-9));
    assertThat(found.value(Component.RESID_POST, 0, group, "auc"))
        .as(group)
        .isCloseTo(expected.get(1).asDouble(), within(1e-9));
  }

  /** Signals 3 apart: no probe does better than Phi(1.5) = 0.933; of the opposite sign 0.067. */
  @Test
  void directionsThatAreOppositeAntiGeneralize() {
    RecordedFindings findings = transfer(config("dataset", Optional.of("pair"), 5), planted());

    assertThat(findings.value(Component.RESID_POST, 0, "within")).isBetween(0.88, 0.98);
    assertThat(findings.value(Component.RESID_POST, 0, "transfer.lowest")).isLessThan(0.3);
    assertThat(findings.value(Component.RESID_POST, 1, "transfer")).isEqualTo(0.5);
    assertThat(findings.value(Component.RESID_POST, "best_layer")).isZero();
    assertThat(findings.value(Component.RESID_POST, "transfer.best"))
        .isEqualTo(findings.value(Component.RESID_POST, 0, "transfer"));
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("Probes of true and false that get 0.9")
        .contains(
            ", groups in both not held out; lowest is from cities to neg_cities, 0.", "(AUC 0.")
        .contains("below the majority's 0.50: there they say the opposite. Trained on all")
        .endsWith("(3 sets, n = 180).");
    assertThat(findings.tables().get("").rows()).hasSize(2 * (9 + 3 + 3));
    assertThat(findings.figures().get("resid_post")).isInstanceOf(Heatmap.class);
    assertThat(findings.figures().get("resid_post.layers")).isInstanceOf(LineChart.class);
  }

  /** Two sets that are copies of each other, with labels that mean nothing. */
  @Test
  void factsThatAreInBothSetsAreKnownUnlessTheyAreHeldOut() {
    Random random = new Random(41);
    float[][][] values = new float[120][1][80];
    Map<String, List<String>> labels = new LinkedHashMap<>();
    List.of("is_true", "dataset", "pair").forEach(name -> labels.put(name, new ArrayList<>()));
    for (int row = 0; row < 120; row++) {
      for (int j = 0; j < 80; j++) {
        values[row][0][j] = row < 60 ? (float) random.nextGaussian() : values[row - 60][0][j];
      }
      labels.get("is_true").add(row % 2 == 0 ? "true" : "false");
      labels.get("dataset").add(row < 60 ? "en" : "de");
      labels.get("pair").add("pair " + row % 60);
    }
    ArrayStudy copies = ArrayStudy.of(Map.of(Component.RESID_POST, values), labels);

    RecordedFindings known = transfer(config("dataset", Optional.of("pair"), 5), copies);
    assertThat(known.value(Component.RESID_POST, 0, "transfer")).isEqualTo(1);
    RecordedFindings heldOut =
        transfer(
            new ProbeTransfer.Config(
                "is_true",
                "dataset",
                new LinearFit(ProbeKind.LOGISTIC, Strength.of(1)),
                new GroupedFolds(5, Optional.of("pair")),
                false,
                true),
            copies);
    assertThat(heldOut.value(Component.RESID_POST, 0, "transfer"))
        .isEqualTo(heldOut.value(Component.RESID_POST, 0, "within"))
        .isBetween(0.25, 0.75);
  }

  /**
   * Of 40 prompts of which 36 are true, 0.9 is nothing; and what is lower is not yet the opposite.
   */
  @Test
  void anUnevenSetIsNotSaidToBeTheOpposite() {
    Random random = new Random(43);
    float[][][] values = new float[120][1][4];
    Map<String, List<String>> labels = new LinkedHashMap<>();
    List.of("is_true", "dataset").forEach(name -> labels.put(name, new ArrayList<>()));
    for (int row = 0; row < 120; row++) {
      boolean isTrue = row < 80 ? row % 2 == 0 : row % 10 != 0;
      labels.get("is_true").add("" + isTrue);
      labels.get("dataset").add(row < 80 ? "even" : "uneven");
      for (int j = 0; j < 4; j++) {
        values[row][0][j] = (float) random.nextGaussian();
      }
      values[row][0][0] += isTrue ? 0.8f : -0.8f;
    }
    ArrayStudy study = ArrayStudy.of(Map.of(Component.RESID_POST, values), labels);

    String sentence =
        transfer(config("dataset", Optional.empty(), 2), study).headlines().get(0).sentence();
    assertThat(sentence).doesNotContain("opposite");
  }

  /** Where a set lies does not matter to its order, nor, once sets are centred, to its answers. */
  @Test
  void aShiftBetweenSetsDoesNotMatterOnceTheyAreCentred() {
    ArrayStudy study = planted();
    float[][] rows = Reference.floats(Reference.of("transfer").get("x"));
    int[] sets = Reference.ints(Reference.of("transfer").get("sets"));
    float[][][] moved = new float[rows.length][2][];
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (String name : List.of("is_true", "dataset")) {
      labels.put(name, study.design().prompts().label(name).values());
    }
    for (int row = 0; row < rows.length; row++) {
      moved[row][0] = rows[row];
      moved[row][1] = rows[row].clone();
      for (int j = 0; j < rows[row].length; j++) {
        moved[row][1][j] += 10f * sets[row];
      }
    }
    ArrayStudy shifted = ArrayStudy.of(Map.of(Component.RESID_POST, moved), labels);

    RecordedFindings plain = transfer(config("dataset", Optional.empty(), 5), shifted);
    assertThat(plain.value(Component.RESID_POST, 1, "transfer.lowest"))
        .isNotEqualTo(plain.value(Component.RESID_POST, 0, "transfer.lowest"));
    ProbeTransfer.Config centred =
        new ProbeTransfer.Config(
            "is_true",
            "dataset",
            new LinearFit(ProbeKind.LOGISTIC, Strength.of(1)),
            new GroupedFolds(5, Optional.empty()),
            true,
            false);
    RecordedFindings found = transfer(centred, shifted);
    for (String name : List.of("within", "transfer", "transfer.lowest")) {
      assertThat(found.value(Component.RESID_POST, 1, name))
          .isEqualTo(found.value(Component.RESID_POST, 0, name));
    }
  }

  @Test
  void findingsFollowTheContract() {
    AnalysisContract.of(
            parallel ->
                new ProbeTransfer(
                    config("dataset", Optional.of("pair"), 3),
                    Services.seeds(7),
                    parallel,
                    Services.silent()))
        .verify(planted());
  }

  /** A fact that is in two sets is held out of both when a probe of all sets is tested on it. */
  @Test
  void foldsKeepGroupsTogetherInAllSets() {
    ArrayStudy study = planted();
    ProbingTask task =
        ProbingTask.of(study.design(), "is_true", new GroupedFolds(3, Optional.of("pair")));
    Sets sets =
        Sets.of(
            task, study.design().prompts().label("dataset"), 5, Services.seeds(1).random("folds"));

    for (int row = 0; row < 60; row++) {
      assertThat(sets.folds().of()[row]).isEqualTo(sets.folds().of()[row + 60]);
    }
    for (int set = 0; set < 3; set++) {
      for (int fold = 0; fold < 5; fold++) {
        assertThat(sets.test(set, fold)).hasSize(12);
      }
    }
  }

  @Test
  void whatCannotBeCarriedOverIsAnError() {
    ArrayStudy study = planted();

    assertThat(problems(config("dataset", Optional.of("pair"), 5), study)).isEmpty();
    assertThat(problems(config("is_true", Optional.empty(), 5), study))
        .containsExactly(
            "spec:by: error: is the target, 'is_true': each set would have one class; set 'by' to a label that divides the prompts otherwise");
    assertThat(problems(config("dataset", Optional.of("pair"), 31), study))
        .containsExactly(
            "spec:folds: error: must be at most 30, the number of groups by 'pair', but is 31; group by another label or set group_by: null");
    assertThat(problems(config("pair", Optional.empty(), 5), study))
        .singleElement()
        .asString()
        .startsWith("spec:folds: error: leaves a fold of pair = 'pair ")
        .endsWith("set fewer 'folds', group by another label or set group_by: null");
  }

  @Test
  void setsOfOneClassAreAnError() {
    float[][][] values = new float[8][1][2];
    Map<String, List<String>> labels = new LinkedHashMap<>();
    labels.put(
        "is_true", List.of("true", "false", "true", "false", "true", "true", "true", "true"));
    labels.put("dataset", List.of("a", "a", "a", "a", "b", "b", "b", "b"));
    labels.put("other", List.of("x", "x", "x", "x", "x", "x", "x", "x"));
    ArrayStudy study = ArrayStudy.of(Map.of(Component.RESID_POST, values), labels);

    assertThat(problems(config("dataset", Optional.empty(), 2), study))
        .containsExactly(
            "spec:by: error: dataset = 'b' has no prompt with is_true = 'false', so that no probe can be trained there; leave it out by the data set's 'filter'");
    assertThat(problems(config("other", Optional.empty(), 2), study))
        .containsExactly(
            "spec:by: error: label 'other' has one class, 'x': there is nothing to carry a probe over to; add prompts of another class, e.g. by a data set of type union");
  }
}
