package dev.lamina.plugins.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.fit.kind.Strength;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.task.ProbingTask;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Folds that a label gives, and folds that are drawn several times. */
class SplitTest {

  private static final JsonNode GIVEN = Reference.of("given_splits");

  /** Against scikit-learn's LeaveOneGroupOut. */
  @Test
  void eachValueIsHeldOutOnce() {
    RecordedFindings findings = probe(config(1, Optional.of("source"), true), reference());

    Table folds = findings.tables().get("folds");
    assertThat(folds.rows()).hasSize(4);
    for (List<Object> row : folds.rows()) {
      String source = (String) row.get(2);
      assertThat((double) row.get(3))
          .as(source)
          .isCloseTo(GIVEN.get("one_out").get(source).asDouble(), within(1e-9));
    }
    assertThat(findings.tables().get("prompts").rows()).hasSize(120);
    assertThat(findings.headlines().get(0).sentence()).contains(", each source held out, n = 120)");
  }

  /** Against scikit-learn's PredefinedSplit with -1 for what is only trained on. */
  @Test
  void trainAndTestAreWhatTheySay() {
    RecordedFindings findings = probe(config(1, Optional.of("part"), true), reference());

    assertThat(findings.value(Component.RESID_POST, 0, "accuracy"))
        .isCloseTo(GIVEN.get("test").get("accuracy").asDouble(), within(1e-9));
    assertThat(findings.value(Component.RESID_POST, 0, "auc"))
        .isCloseTo(GIVEN.get("test").get("auc").asDouble(), within(1e-9));
    List<Integer> tested = new ArrayList<>();
    int ofClassOne = 0;
    for (int row = 0; row < 120; row++) {
      if (GIVEN.get("part").get(row).asText().equals("test")) {
        tested.add(row);
        ofClassOne += GIVEN.get("labels").get(row).asInt();
      }
    }
    Table prompts = findings.tables().get("prompts");
    assertThat(prompts.rows()).extracting(row -> row.get(0)).isEqualTo(tested);
    double share = ofClassOne / (double) tested.size();
    assertThat(findings.value(Component.RESID_POST, 0, "baseline"))
        .isCloseTo(Math.max(share, 1 - share), within(1e-12));
    assertThat(findings.headlines().get(0).sentence())
        .contains(", trained on train, tested on test, n = " + tested.size() + ")");
  }

  @Test
  void everyRepeatDrawsItsOwnFoldsAndShuffledLabels() {
    ArrayStudy study = Studies.planted(200, 5, 1);
    RecordedFindings once = probe(config(1, Optional.empty(), true), study);
    RecordedFindings findings = probe(config(4, Optional.empty(), true), study);

    Table folds = findings.tables().get("folds");
    assertThat(folds.columns())
        .containsExactly(
            "component", "layer", "repeat", "fold", "accuracy", "auc", "f1", "control");
    assertThat(folds.rows()).hasSize(2 * 4 * 5);
    Map<Object, double[]> byRepeat = new LinkedHashMap<>(); // accuracy, control of layer 1
    for (List<Object> row : folds.rows()) {
      if (row.get(1).equals(1)) {
        double[] sums = byRepeat.computeIfAbsent(row.get(2), repeat -> new double[2]);
        sums[0] += (double) row.get(4) / 5;
        sums[1] += (double) row.get(7) / 5;
      }
    }
    double[] accuracies = byRepeat.values().stream().mapToDouble(of -> of[0]).toArray();
    double[] controls = byRepeat.values().stream().mapToDouble(of -> of[1]).toArray();
    assertThat(accuracies).doesNotHaveDuplicates();
    assertThat(controls).doesNotHaveDuplicates();
    assertThat(findings.value(Component.RESID_POST, 1, "accuracy"))
        .isCloseTo(mean(accuracies), within(1e-12));
    assertThat(findings.value(Component.RESID_POST, 1, "control"))
        .isCloseTo(mean(controls), within(1e-12));
    double squares = 0;
    for (double accuracy : accuracies) {
      squares += Math.pow(accuracy - mean(accuracies), 2);
    }
    assertThat(findings.value(Component.RESID_POST, 1, "accuracy.sd"))
        .isCloseTo(Math.sqrt(squares / 3), within(1e-12));
    assertThat(findings.headlines().get(0).sentence())
        .contains(" with standard deviation 0.0", " over 4 draws of the folds");
    assertThat(accuracies[0])
        .isCloseTo(once.value(Component.RESID_POST, 1, "accuracy"), within(1e-12));
  }

  /** Given folds are the same each time: only the shuffled labels are other ones. */
  @Test
  void repeatsOfGivenFoldsHaveNoDeviation() {
    RecordedFindings findings = probe(config(3, Optional.of("source"), true), reference());

    assertThat(findings.metrics()).noneMatch(metric -> metric.name().equals("accuracy.sd"));
    assertThat(findings.tables().get("").columns()).doesNotContain("accuracy.sd");
    assertThat(findings.tables().get("folds").rows()).hasSize(12);
    assertThat(findings.headlines().get(0).sentence()).doesNotContain("deviation");
  }

  /** More of a class in the test than in training is no signal: labels stay on their side. */
  @Test
  void permutationsKeepThePartsAsTheyAre() {
    SplittableRandom random = new SplittableRandom(3);
    float[][][] values = new float[200][1][3];
    List<String> labels = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      boolean train = row < 100;
      parts.add(train ? "train" : "test");
      labels.add(String.valueOf(row % 20 >= (train ? 4 : 1))); // 80% and 95% are true
      for (int j = 0; j < 3; j++) {
        values[row][0][j] = (float) random.nextDouble();
      }
    }
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(Component.RESID_POST, values), Map.of("is_true", labels, "part", parts));
    Division division = new Division(new GroupedFolds(5, Optional.empty()), Optional.of("part"));
    LinearProbe.Config config =
        new LinearProbe.Config(
            "is_true",
            new LinearFit(ProbeKind.LOGISTIC, Strength.of(1)),
            new Evaluation(division, 1, false, false, 99),
            false);

    assertThat(probe(config, study).value(Component.RESID_POST, 0, "p_value")).isGreaterThan(0.2);
    ProbingTask task = ProbingTask.of(study.design(), "is_true", division);
    int[] shuffled = task.shuffled(new SplittableRandom(5));
    for (int[] side : task.sides()) {
      assertThat(IntStream.of(side).map(row -> shuffled[row]).sum())
          .isEqualTo(IntStream.of(side).map(row -> task.target().codes()[row]).sum());
    }
    assertThat(shuffled).isNotEqualTo(task.target().codes());
  }

  @Test
  void aSplitThatPartsGroupsIsAnError() {
    assertThat(problems(List.of("a", "b", "a", "a"), List.of("1", "1", "2", "2")))
        .containsExactly(
            "spec:split_by: error: parts prompts that group_by keeps together: those of pair '1' have the values 'a' and 'b' of 'part'; correct the data, or set group_by: null to split them all the same");
  }

  @Test
  void aSplitOfOneValueIsAnError() {
    assertThat(problems(List.of("a", "a", "a", "a"), List.of("1", "1", "2", "2")))
        .containsExactly(
            "spec:split_by: error: label 'part' has one value, 'a', in these prompts; a split needs two or more, of which each is held out once, or train and test");
  }

  @Test
  void aThirdPartBesideTrainAndTestIsAnError() {
    assertThat(problems(List.of("train", "train", "test", "dev"), List.of("1", "1", "2", "3")))
        .containsExactly(
            "spec:split_by: error: label 'part' has train among the values train, test, dev; keep those of train and test alone by the data set's 'filter'");
  }

  @Test
  void aClassThatOnlyOneValueHasIsAnError() {
    assertThat(problems(List.of("a", "b", "a", "b"), List.of("1", "2", "3", "4")))
        .containsExactly(
            "spec:split_by: error: leaves a class of 'is_true' without training prompts in a fold: every class must be in several values of 'part', or in those of 'train'");
  }

  private static List<String> problems(List<String> parts, List<String> pairs) {
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(Component.RESID_POST, new float[4][1][1]),
            Map.of(
                "is_true", List.of("true", "false", "true", "false"),
                "part", parts,
                "pair", pairs));
    RecordedProblems problems = new RecordedProblems();
    LinearProbe.Config config =
        new LinearProbe.Config(
            "is_true",
            new LinearFit(ProbeKind.LOGISTIC, Strength.of(1)),
            new Evaluation(
                new Division(new GroupedFolds(5, Optional.of("pair")), Optional.of("part")),
                1,
                true,
                false,
                0),
            false);
    new LinearProbe(config, Services.seeds(1), Services.sequential(), Services.silent())
        .check(study.design(), problems);
    return problems.lines();
  }

  private static LinearProbe.Config config(int repeats, Optional<String> splitBy, boolean control) {
    return new LinearProbe.Config(
        "is_true",
        new LinearFit(ProbeKind.LOGISTIC, Strength.of(1)),
        new Evaluation(
            new Division(new GroupedFolds(5, Optional.empty()), splitBy),
            repeats,
            control,
            false,
            0),
        false);
  }

  private static ArrayStudy reference() {
    float[][] x = Reference.floats(GIVEN.get("x"));
    float[][][] values = new float[x.length][1][];
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (String label : List.of("is_true", "source", "part")) {
      labels.put(label, new ArrayList<>());
    }
    for (int row = 0; row < x.length; row++) {
      values[row][0] = x[row];
      labels.get("is_true").add(GIVEN.get("labels").get(row).asInt() == 0 ? "true" : "false");
      labels.get("source").add(GIVEN.get("source").get(row).asText());
      labels.get("part").add(GIVEN.get("part").get(row).asText());
    }
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), labels);
  }

  private static RecordedFindings probe(LinearProbe.Config config, ArrayStudy study) {
    RecordedFindings findings = new RecordedFindings();
    new LinearProbe(config, Services.seeds(3), Services.parallel(), Services.silent())
        .analyze(study, findings);
    return findings;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value / values.length;
    }
    return sum;
  }
}
