package dev.lamina.plugins.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MlpProbeTest {

  private static MlpProbe.Config config(int hidden, String target) {
    return new MlpProbe.Config(
        target,
        hidden,
        1,
        true,
        new Evaluation(
            new Division(new GroupedFolds(5, Optional.empty()), Optional.empty()),
            1,
            true,
            false,
            0));
  }

  /** In layer 1 the label is whether two features have the same sign; layer 0 is noise. */
  private static ArrayStudy exclusiveOr(int rows) {
    Random random = new Random(23);
    float[][][] values = new float[rows][2][4];
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < 4; j++) {
        values[row][0][j] = (float) random.nextGaussian();
        values[row][1][j] = (float) random.nextGaussian();
      }
      labels.add(String.valueOf(values[row][1][0] * values[row][1][1] > 0));
    }
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("is_true", labels));
  }

  @Test
  void anExclusiveOrIsReadThatNoLinearMapReads() {
    ArrayStudy study = exclusiveOr(500);
    RecordedFindings mlp = probe(config(16, "is_true"), study);
    RecordedFindings linear = new RecordedFindings();
    new LinearProbe(
            Studies.config("is_true", 5, Optional.empty(), true, false),
            Services.seeds(42),
            Services.parallel(),
            Services.silent())
        .analyze(study, linear);

    assertThat(mlp.value(Component.RESID_POST, 1, "accuracy")).isGreaterThan(0.9);
    assertThat(linear.value(Component.RESID_POST, 1, "accuracy")).isBetween(0.4, 0.6);
    assertThat(mlp.value(Component.RESID_POST, 1, "selectivity"))
        .isEqualTo(
            mlp.value(Component.RESID_POST, 1, "accuracy")
                - mlp.value(Component.RESID_POST, 1, "control"))
        .isGreaterThan(0.3);
    assertThat(mlp.headlines().get(0).sentence())
        .startsWith(
            "true and false are best told apart by an MLP of 16 hidden units at layer 1 of"
                + " resid_post: accuracy 0.9")
        .contains(", shuffled labels 0.");
    // the comparison is with linear-probe itself: the same folds, the same shuffled labels
    for (int layer = 0; layer < 2; layer++) {
      for (String metric : List.of("accuracy", "control", "selectivity")) {
        assertThat(mlp.value(Component.RESID_POST, layer, "linear." + metric))
            .isEqualTo(linear.value(Component.RESID_POST, layer, metric));
      }
    }
    assertThat(mlp.value(Component.RESID_POST, 1, "gain.low")).isGreaterThan(0.3);
    assertThat(mlp.value(Component.RESID_POST, 0, "gain.low")).isLessThan(0);
    assertThat(mlp.headlines().get(1).sentence())
        .startsWith(
            "Where it is best, layer 1 of resid_post, the MLP reads more than a linear probe:");
    assertThat(mlp.tables().get("prompts").rows().stream().map(row -> row.get(1)))
        .isEqualTo(linear.tables().get("prompts").rows().stream().map(row -> row.get(1)).toList());
  }

  @Test
  void noiseAndShuffledLabelsAreAtChance() {
    RecordedFindings findings = probe(config(16, "is_true"), exclusiveOr(500));

    // five standard deviations of 500 coin flips
    assertThat(findings.value(Component.RESID_POST, 0, "accuracy")).isBetween(0.39, 0.61);
    assertThat(findings.value(Component.RESID_POST, 0, "control")).isBetween(0.39, 0.61);
    assertThat(findings.value(Component.RESID_POST, 1, "control")).isBetween(0.39, 0.61);
  }

  /** On a circle: the inner, the middle and the outer ring. */
  @Test
  void threeClassesShareOneSoftmax() {
    Random random = new Random(4);
    float[][][] values = new float[300][1][2];
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < 300; row++) {
      double angle = random.nextDouble() * 2 * Math.PI;
      double radius = 1 + row % 3;
      values[row][0] =
          new float[] {(float) (radius * Math.cos(angle)), (float) (radius * Math.sin(angle))};
      labels.add(List.of("inner", "middle", "outer").get(row % 3));
    }
    ArrayStudy study = ArrayStudy.of(Map.of(Component.MLP_OUT, values), Map.of("ring", labels));

    RecordedFindings findings = probe(config(32, "ring"), study);
    assertThat(findings.value(Component.MLP_OUT, 0, "accuracy")).isGreaterThan(0.95);
    assertThat(findings.tables().get("classes").rows()).hasSize(3);
    assertThat(findings.figures().get("mlp_out.comparison")).isInstanceOf(BarChart.class);
  }

  @Test
  void findingsFollowTheContract() {
    RecordedFindings findings =
        AnalysisContract.of(
                parallel ->
                    new MlpProbe(
                        config(4, "is_true"), Services.seeds(7), parallel, Services.silent()))
            .verify(Studies.planted(40, 60, 1)); // fewer rows than features

    assertThat(findings.figures()).containsOnlyKeys("resid_post", "resid_post.comparison");
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
            "best_layer",
            "gain",
            "gain.low",
            "gain.high",
            "linear.accuracy",
            "linear.control",
            "linear.selectivity");
  }

  private static RecordedFindings probe(MlpProbe.Config config, ArrayStudy study) {
    RecordedFindings findings = new RecordedFindings();
    new MlpProbe(config, Services.seeds(42), Services.parallel(), Services.silent())
        .analyze(study, findings);
    return findings;
  }
}
