package dev.lamina.plugins.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.fit.kind.Strength;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.Services;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class LinearProbeTest {

  private static final LinearProbe.Config PLAIN =
      Studies.config("is_true", 5, Optional.empty(), true, false);
  private static final LinearProbe.Config PAIRS =
      Studies.config("is_true", 5, Optional.of("pair"), true, false);

  /**
   * Two Gaussian clouds whose means are 2 apart along one direction: no classifier does better than
   * Phi(1) = 0.8413.
   */
  @Test
  void aPlantedDirectionIsFoundWithNearBayesAccuracy() {
    RecordedFindings findings = probe(PLAIN, Studies.planted(2000, 10, 2));

    double accuracy = findings.value(Component.RESID_POST, 1, "accuracy");
    assertThat(accuracy).isCloseTo(0.8413, within(0.03));
    assertThat(findings.value(Component.RESID_POST, 1, "accuracy.low")).isLessThan(0.8413);
    assertThat(findings.value(Component.RESID_POST, 1, "accuracy.high")).isGreaterThan(0.8413);
    // the area under the ROC curve of two unit Gaussians 2 apart is Phi(2 / sqrt 2) = 0.9214
    assertThat(findings.value(Component.RESID_POST, 1, "auc")).isCloseTo(0.9214, within(0.03));
    assertThat(findings.value(Component.RESID_POST, 1, "auc.low")).isBetween(0.89, 0.9214);
    assertThat(findings.value(Component.RESID_POST, 1, "auc.high")).isBetween(0.9214, 0.95);
    assertThat(findings.value(Component.RESID_POST, 1, "f1")).isCloseTo(0.8413, within(0.04));
    assertThat(findings.value(Component.RESID_POST, 1, "baseline")).isEqualTo(0.5);
    assertThat(findings.value(Component.RESID_POST, "best_layer")).isEqualTo(1);
    assertThat(findings.value(Component.RESID_POST, "accuracy.best")).isEqualTo(accuracy);
    assertThat(findings.headlines().get(0).importance()).isEqualTo(90);
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("true and false are best told apart at layer 1 of resid_post: accuracy 0.8")
        .contains("(majority 0.50, shuffled labels 0.")
        .endsWith(", 5 folds, n = 2000).");
  }

  @Test
  void layersWithoutADirectionAndShuffledLabelsAreAtChance() {
    RecordedFindings findings = probe(PLAIN, Studies.planted(2000, 10, 2));

    assertThat(findings.value(Component.RESID_POST, 0, "accuracy.low")).isLessThan(0.5);
    assertThat(findings.value(Component.RESID_POST, 0, "accuracy.high")).isGreaterThan(0.5);
    for (int layer = 0; layer < 2; layer++) {
      assertThat(findings.value(Component.RESID_POST, layer, "control"))
          .isCloseTo(0.5, within(0.045)); // four standard deviations of 2000 coin flips
    }
  }

  @Test
  void whatIsWithinTheControlsIntervalIsSaidToBe() {
    RecordedFindings findings = probe(PLAIN, Studies.planted(100, 5, 0));

    assertThat(findings.headlines().get(0).sentence())
        .startsWith("true and false are not told apart beyond chance: even at layer ")
        .contains(", the best, accuracy 0.", " (majority 0.50, shuffled labels 0.");
  }

  /**
   * A fact and its counterfactual are nearly the same point, and nothing tells true from false:
   * with a fact in training, its counterfactual in the test set gets the fact's label, which is
   * wrong.
   */
  @Test
  void ungroupedPairsScoreFarBelowChanceAndGroupedOnesAtChance() {
    ArrayStudy study = Studies.pairs(80, 200);

    assertThat(probe(PLAIN, study).value(Component.RESID_POST, 0, "accuracy")).isLessThan(0.3);
    RecordedFindings grouped = probe(PAIRS, study);
    assertThat(grouped.value(Component.RESID_POST, 0, "accuracy")).isBetween(0.35, 0.65);
    assertThat(grouped.headlines().get(0).sentence()).contains("5 folds grouped by pair, n = 160");
  }

  @Test
  void findingsFollowTheContract() {
    RecordedFindings findings =
        AnalysisContract.of(
                parallel ->
                    new LinearProbe(
                        Studies.config("is_true", 3, Optional.empty(), true, true),
                        Services.seeds(7),
                        parallel,
                        Services.silent()))
            .verify(twoComponents());

    assertThat(findings.figures().keySet()).containsExactly("", "resid_post", "attn_out", "embed");
    assertThat(findings.figures().get("")).isInstanceOf(LineChart.class);
    assertThat(findings.figures().get("embed")).isInstanceOf(BarChart.class);
    assertThat(findings.tables().get("").rows()).hasSize(5);
    assertThat(findings.tables().get("folds").rows()).hasSize(15);
    assertThat(findings.tables().get("prompts").rows()).hasSize(30);
    assertThat(findings.metrics().stream().map(Metric::name).distinct())
        .containsExactly(
            "accuracy",
            "accuracy.low",
            "accuracy.high",
            "auc",
            "auc.low",
            "auc.high",
            "f1",
            "baseline",
            "control",
            "selectivity",
            "p_value",
            "brier",
            "ece",
            "accuracy.best",
            "best_layer");
  }

  /** What no prompt but one has tells nothing of it; the word that goes with the label does. */
  @Test
  void wordsThatTellTheLabelAreShownBesideTheProbe() {
    ArrayStudy study = Studies.planted(200, 5, 1);
    ArrayStudy worded =
        study.withTexts(
            IntStream.range(0, 200)
                .mapToObj(row -> "Text " + row + (row % 2 == 0 ? " is" : " is not"))
                .toList());
    LinearProbe.Config config =
        new LinearProbe.Config(
            "is_true",
            new LinearFit(ProbeKind.LOGISTIC, Strength.of(1)),
            new Evaluation(
                new Division(new GroupedFolds(5, Optional.empty()), Optional.empty()),
                1,
                true,
                true,
                0),
            false);

    RecordedFindings findings = probe(config, worded);
    assertThat(findings.value("bag_of_tokens")).isGreaterThan(0.95);
    assertThat(findings.headlines().get(0).sentence())
        .contains("bag of tokens 1.00, ")
        .endsWith("which is not more than the words of the prompts tell.");
    assertThat(probe(config, study).value("bag_of_tokens")).isBetween(0.3, 0.7);
  }

  /** The smallest p value of 19 permutations is 1 / 20; noise has one that is uniform. */
  @Test
  void pValuesOfPermutationsCountThoseThatAreAsGood() {
    LinearProbe.Config config =
        new LinearProbe.Config(
            "is_true",
            new LinearFit(ProbeKind.MASS_MEAN, Strength.of(1)),
            new Evaluation(
                new Division(new GroupedFolds(5, Optional.empty()), Optional.empty()),
                1,
                false,
                false,
                19),
            false);
    RecordedFindings findings = probe(config, Studies.planted(200, 5, 3));

    assertThat(findings.value(Component.RESID_POST, 1, "p_value")).isEqualTo(1 / 20.0);
    double ofNoise = findings.value(Component.RESID_POST, 0, "p_value");
    assertThat(ofNoise).isGreaterThan(1 / 20.0);
    assertThat(ofNoise * 20).isCloseTo(Math.rint(ofNoise * 20), within(1e-9));
  }

  @Test
  void theBestOfManyLayersOfNoiseIsNotSignificant() {
    int told = 0;
    for (int seed = 0; seed < 20; seed++) {
      RecordedFindings findings = probe(PLAIN, Studies.noise(120, 12, 8, seed), seed);
      told += findings.headlines().get(0).sentence().contains("best told apart") ? 1 : 0;
    }
    assertThat(told).isLessThanOrEqualTo(2);
  }

  @Test
  void anotherSeedGivesOtherFolds() {
    ArrayStudy study = Studies.planted(100, 5, 1);

    assertThat(probe(PLAIN, study, 1).tables()).isEqualTo(probe(PLAIN, study, 1).tables());
    assertThat(probe(PLAIN, study, 1).tables()).isNotEqualTo(probe(PLAIN, study, 2).tables());
  }

  @Test
  void threeClassesAreToldApart() {
    Random random = new Random(5);
    float[][][] values = new float[150][1][6];
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < 150; row++) {
      labels.add(List.of("paris", "rome", "bern").get(row % 3));
      for (int j = 0; j < 6; j++) {
        values[row][0][j] = (float) random.nextGaussian() + (j == row % 3 ? 5 : 0);
      }
    }
    ArrayStudy study = ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("city", labels));

    RecordedFindings findings =
        probe(Studies.config("city", 5, Optional.empty(), true, false), study);

    assertThat(findings.value(Component.RESID_POST, 0, "accuracy")).isGreaterThan(0.97);
    assertThat(findings.value(Component.RESID_POST, 0, "auc")).isGreaterThan(0.99);
    assertThat(findings.value(Component.RESID_POST, 0, "baseline"))
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(findings.tables().get("classes").rows()).hasSize(3);
    Heatmap recall = (Heatmap) findings.figures().get("resid_post.recall");
    assertThat(recall.rows()).containsExactlyInAnyOrder("paris", "rome", "bern");
    assertThat(findings.metrics())
        .filteredOn(metric -> metric.group().equals("city=bern"))
        .extracting(Metric::name)
        .containsExactly("auc", "recall");
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("the 3 classes of city are best told apart at layer 0 of resid_post");
  }

  @Test
  void withoutControlTheMajorityIsTheMeasure() {
    LinearProbe.Config config = Studies.config("is_true", 5, Optional.empty(), false, false);
    RecordedFindings findings = probe(config, Studies.planted(100, 5, 0));

    assertThat(findings.metrics()).noneMatch(metric -> metric.name().equals("control"));
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("true and false are not told apart beyond chance")
        .contains(" reaches down to the majority class (majority 0.50, p = ");
    assertThat(probe(config, Studies.planted(200, 5, 4)).headlines().get(0).sentence())
        .contains("(majority 0.50, p < 1e-15")
        .endsWith(", 5 folds, n = 200).");
  }

  /** With classes 4 apart along the first axis, the direction points from false to true there. */
  @Test
  void coefficientsAreDirectionsOfTheActivationsAsTheyAre() {
    LinearProbe.Config config = Studies.config("is_true", 5, Optional.empty(), false, true);
    ArrayStudy study = Studies.planted(400, 4, 4);
    RecordedFindings findings = probe(config, study);

    String file = "directions/analysis.resid_post.safetensors";
    assertThat(findings.tensors()).containsOnlyKeys(file + "#weights", file + "#intercepts");
    float[] weights = floats(findings.tensors().get(file + "#weights"));
    float[] intercepts = floats(findings.tensors().get(file + "#intercepts"));
    assertThat(weights).hasSize(2 * 4);
    assertThat(intercepts).hasSize(2);
    int right = 0;
    for (int row = 0; row < 400; row++) {
      float[] x = study.activations(Component.RESID_POST).layer(1).row(row);
      double decision = intercepts[1];
      for (int j = 0; j < 4; j++) {
        decision += weights[4 + j] * x[j];
      }
      right += (decision > 0) == (row % 2 == 0) ? 1 : 0;
    }
    assertThat(right / 400.0).isCloseTo(0.977, within(0.02)); // Phi(2)
    assertThat(weights[4]).isPositive();
  }

  @Test
  void anActivationThatIsNotANumberFailsTheRunWithItsPlace() {
    float[][][] values = {{{1}}, {{2}}, {{Float.NaN}}, {{4}}};
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(Component.MLP_OUT, values),
            Map.of("is_true", List.of("true", "false", "true", "false")));

    Assertions.assertThatExceptionOfType(RunFailedException.class)
        .isThrownBy(() -> probe(Studies.config("is_true", 2, Optional.empty(), true, false), study))
        .withMessage("a probe cannot use mlp_out at layer 0: row 2 holds NaN");
  }

  private static RecordedFindings probe(LinearProbe.Config config, ArrayStudy study) {
    return probe(config, study, 42);
  }

  private static RecordedFindings probe(LinearProbe.Config config, ArrayStudy study, long seed) {
    RecordedFindings findings = new RecordedFindings();
    new LinearProbe(config, Services.seeds(seed), Services.parallel(), Services.silent())
        .analyze(study, findings);
    return findings;
  }

  private static ArrayStudy twoComponents() {
    Random random = new Random(17);
    Map<Component, float[][][]> activations = new LinkedHashMap<>();
    for (Component component : List.of(Component.RESID_POST, Component.ATTN_OUT, Component.EMBED)) {
      float[][][] values = new float[30][2][40];
      for (float[][] row : values) {
        for (float[] layer : row) {
          for (int j = 0; j < layer.length; j++) {
            layer[j] = (float) random.nextGaussian();
          }
        }
      }
      activations.put(component, values);
    }
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < 30; row++) {
      labels.add(row % 3 == 0 ? "true" : "false");
    }
    return ArrayStudy.of(activations, Map.of("is_true", labels));
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
