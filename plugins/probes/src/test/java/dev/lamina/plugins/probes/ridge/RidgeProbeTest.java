package dev.lamina.plugins.probes.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.api.model.Component;
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
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RidgeProbeTest {

  private static final Alpha AUTO = new Alpha(OptionalDouble.empty());

  private static RidgeProbe.Config config(String target, List<String> order, String... groupBy) {
    return new RidgeProbe.Config(
        target,
        order,
        AUTO,
        new Division(new GroupedFolds(5, List.of(groupBy).stream().findFirst()), Optional.empty()),
        true,
        false,
        true);
  }

  /** Layer 0 is noise; in layer 1 a feature is the year, up to noise of half of its variance. */
  private static ArrayStudy years(int rows, int d) {
    Random random = new Random(29);
    float[][][] values = new float[rows][2][d];
    List<String> years = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double z = random.nextGaussian();
      years.add(String.valueOf(1900 + 10 * z));
      for (int layer = 0; layer < 2; layer++) {
        for (int j = 0; j < d; j++) {
          values[row][layer][j] = (float) random.nextGaussian();
        }
      }
      values[row][1][0] += (float) z;
    }
    return ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("year", years));
  }

  /** With z = year + noise, both of variance 1, no prediction has an R2 above 1/2. */
  @Test
  void aPlantedNumberIsPredictedNearlyAsWellAsCanBe() {
    RecordedFindings findings = probe(config("year", List.of()), years(1000, 10));

    double r2 = findings.value(Component.RESID_POST, 1, "r2");
    assertThat(r2).isCloseTo(0.5, within(0.05));
    assertThat(findings.value(Component.RESID_POST, 1, "r2.low")).isBetween(0.4, r2);
    assertThat(findings.value(Component.RESID_POST, 1, "r2.high")).isBetween(r2, 0.6);
    // the correlation with the best prediction is sqrt(1/2), its mean error 10 sqrt(1/2) sqrt(2/pi)
    assertThat(findings.value(Component.RESID_POST, 1, "pearson")).isCloseTo(0.707, within(0.04));
    assertThat(findings.value(Component.RESID_POST, 1, "spearman")).isCloseTo(0.69, within(0.05));
    assertThat(findings.value(Component.RESID_POST, 1, "mae")).isCloseTo(5.64, within(0.4));
    assertThat(findings.value(Component.RESID_POST, 1, "mae.baseline"))
        .isCloseTo(7.98, within(0.5));
    assertThat(findings.value(Component.RESID_POST, 1, "control")).isCloseTo(0, within(0.03));
    assertThat(findings.value(Component.RESID_POST, 1, "p_value")).isLessThan(1e-9);
    assertThat(findings.value(Component.RESID_POST, 0, "r2")).isCloseTo(0, within(0.03));
    assertThat(findings.value(Component.RESID_POST, 0, "p_value")).isGreaterThan(0.05);
    assertThat(findings.value(Component.RESID_POST, "best_layer")).isEqualTo(1);
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("year is best predicted at layer 1 of resid_post: R2 0.")
        .contains("(mean 0, shuffled targets ")
        .endsWith(", 5 folds, n = 1000).");
  }

  @Test
  void directionsAreInTheTargetsUnit() {
    ArrayStudy study = years(1000, 6);
    RecordedFindings findings = probe(config("year", List.of()), study);

    String file = "directions/analysis.resid_post.safetensors";
    float[] weights = floats(findings.tensors().get(file + "#weights"));
    float[] intercepts = floats(findings.tensors().get(file + "#intercepts"));
    assertThat(weights).hasSize(12);
    // 10 cov(year, x) / var(x) = 10 / 2
    assertThat(weights[6]).isCloseTo(5, within(0.5f));
    assertThat(intercepts[1]).isCloseTo(1900, within(1f));
  }

  /** Two prompts a fact, nearly the same, with the fact's number: known facts give it away. */
  @Test
  void groupsAreHeldOutTogether() {
    Random random = new Random(7);
    float[][][] values = new float[120][1][200];
    List<String> numbers = new ArrayList<>();
    List<String> facts = new ArrayList<>();
    for (int row = 0; row < 120; row++) {
      boolean first = row % 2 == 0;
      numbers.add(first ? String.valueOf(random.nextInt(100)) : numbers.get(row - 1));
      facts.add("fact " + row / 2);
      for (int j = 0; j < 200; j++) {
        values[row][0][j] =
            first ? (float) random.nextGaussian() : values[row - 1][0][j] + 0.01f * j % 0.1f;
      }
    }
    Map<String, List<String>> labels = new LinkedHashMap<>();
    labels.put("number", numbers);
    labels.put("pair", facts);
    ArrayStudy study = ArrayStudy.of(Map.of(Component.RESID_POST, values), labels);

    assertThat(probe(config("number", List.of()), study).value(Component.RESID_POST, 0, "r2"))
        .isGreaterThan(0.5);
    RecordedFindings grouped = probe(config("number", List.of(), "pair"), study);
    assertThat(grouped.value(Component.RESID_POST, 0, "r2")).isLessThan(0.1);
    assertThat(grouped.headlines().get(0).sentence())
        .startsWith("number is not predicted beyond chance: even at layer 0 of resid_post");
  }

  @Test
  void namesInOrderAreNumbers() {
    Random random = new Random(2);
    List<String> order = List.of("cold", "mild", "hot");
    float[][][] values = new float[90][1][3];
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < 90; row++) {
      labels.add(order.get(row % 3));
      values[row][0][2] = row % 3 + 0.1f * (float) random.nextGaussian();
      values[row][0][1] = (float) random.nextGaussian();
    }
    ArrayStudy study = ArrayStudy.of(Map.of(Component.MLP_OUT, values), Map.of("heat", labels));

    RecordedFindings findings = probe(config("heat", order), study);
    assertThat(findings.value(Component.MLP_OUT, 0, "r2")).isGreaterThan(0.95);
    assertThat(findings.tables().get("prompts").rows().get(2).get(2)).isEqualTo(2.0);
  }

  @Test
  void findingsFollowTheContract() {
    RecordedFindings findings =
        AnalysisContract.of(
                parallel ->
                    new RidgeProbe(
                        config("year", List.of()), Services.seeds(7), parallel, Services.silent()))
            .verify(years(40, 60)); // fewer rows than features

    assertThat(findings.figures()).containsOnlyKeys("resid_post", "resid_post.predicted");
    assertThat(findings.figures().get("resid_post")).isInstanceOf(LineChart.class);
    assertThat(findings.figures().get("resid_post.predicted")).isInstanceOf(ScatterPlot.class);
    assertThat(findings.metrics().stream().map(Metric::name).distinct())
        .containsExactly(
            "r2",
            "r2.low",
            "r2.high",
            "pearson",
            "spearman",
            "mae",
            "mae.baseline",
            "control",
            "p_value",
            "r2.best",
            "best_layer");
    assertThat(findings.tables().get("prompts").rows()).hasSize(40);
  }

  @Test
  void noiseIsRarelySaidToBePredicted() {
    int told = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      float[][][] values = new float[60][4][8];
      for (float[][] row : values) {
        for (float[] layer : row) {
          IntStream.range(0, 8).forEach(j -> layer[j] = (float) random.nextGaussian());
        }
      }
      List<String> numbers =
          IntStream.range(0, 60).mapToObj(row -> String.valueOf(random.nextGaussian())).toList();
      ArrayStudy study =
          ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("number", numbers));
      RecordedFindings findings = probe(config("number", List.of()), study);
      told += findings.headlines().get(0).sentence().contains("is best predicted") ? 1 : 0;
    }
    assertThat(told).isLessThanOrEqualTo(2);
  }

  private static RecordedFindings probe(RidgeProbe.Config config, ArrayStudy study) {
    RecordedFindings findings = new RecordedFindings();
    new RidgeProbe(config, Services.seeds(42), Services.parallel(), Services.silent())
        .analyze(study, findings);
    return findings;
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
