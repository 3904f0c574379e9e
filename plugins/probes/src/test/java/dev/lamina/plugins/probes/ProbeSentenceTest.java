package dev.lamina.plugins.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a headline suspects near copies on both sides of the folds. */
class ProbeSentenceTest {

  private static final String SUSPICION =
      "). Accuracy below chance at most layers suggests that near copies, such as a fact and its"
          + " counterfactual, are split between training and test: give them a common label and"
          + " name it in group_by.";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ungroupedPairsAreSuspected(boolean control) {
    assertThat(headline(Studies.pairs(80, 200), Optional.empty(), control)).endsWith(SUSPICION);
  }

  @Test
  void groupedPairsAreNot() {
    assertThat(headline(Studies.pairs(80, 200), Optional.of("pair"), true))
        .doesNotContain("group_by");
  }

  /** A signal at one of two layers: not most layers are below chance. */
  @Test
  void aLayerAboveChanceOutweighsOneBelow() {
    ArrayStudy pairs = Studies.pairs(80, 200);
    float[][][] values = new float[160][2][];
    for (int row = 0; row < 160; row++) {
      values[row][0] = pairs.activations(Component.RESID_POST).layer(0).row(row);
      values[row][1] = values[row][0].clone();
      values[row][1][0] += row % 2 == 0 ? 5 : -5;
    }
    List<String> labels = pairs.design().prompts().label("is_true").values();
    ArrayStudy study =
        ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("is_true", labels));

    assertThat(headline(study, Optional.empty(), true))
        .startsWith("true and false are best told apart at layer 1")
        .doesNotContain("group_by");
  }

  /** Noise with one true in five: a probe that overfits is below the majority, as its control. */
  @Test
  void noiseWithUnevenClassesIsNot() {
    Random random = new Random(19);
    float[][][] values = new float[500][1][400];
    for (float[][] row : values) {
      for (int j = 0; j < 400; j++) {
        row[0][j] = (float) random.nextGaussian();
      }
    }
    List<String> labels = IntStream.range(0, 500).mapToObj(row -> "" + (row % 5 == 0)).toList();
    ArrayStudy study =
        ArrayStudy.of(Map.of(Component.RESID_POST, values), Map.of("is_true", labels));
    RecordedFindings findings = probe(study, Optional.empty(), true);

    assertThat(findings.value(Component.RESID_POST, 0, "accuracy.high")).isLessThan(0.8);
    assertThat(findings.headlines().get(0).sentence()).doesNotContain("group_by");
  }

  private static String headline(ArrayStudy study, Optional<String> groupBy, boolean control) {
    return probe(study, groupBy, control).headlines().get(0).sentence();
  }

  private static RecordedFindings probe(
      ArrayStudy study, Optional<String> groupBy, boolean control) {
    RecordedFindings findings = new RecordedFindings();
    new LinearProbe(
            Studies.config("is_true", 5, groupBy, control, false),
            Services.seeds(42),
            Services.parallel(),
            Services.silent())
        .analyze(study, findings);
    return findings;
  }
}
