package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against scikit-learn's accuracy_score, roc_auc_score and f1_score. */
class TestScoresTest {

  @Test
  void twoClassesAreScoredAsByScikitLearn() {
    JsonNode of = Reference.of("binary_scores");
    double[][] decisions =
        Arrays.stream(Reference.doubles(of.get("decisions")))
            .mapToObj(decision -> new double[] {decision})
            .toArray(double[][]::new);
    verify(TestScores.of(decisions, Reference.ints(of.get("labels")), 2), of);
  }

  @Test
  void moreClassesAreScoredAsByScikitLearn() {
    JsonNode of = Reference.of("class_scores");
    double[][] decisions = Reference.rows(of.get("decisions"));
    verify(TestScores.of(decisions, Reference.ints(of.get("labels")), 4), of);
  }

  private static void verify(TestScores scores, JsonNode expected) {
    assertThat(scores.accuracy()).isCloseTo(expected.get("accuracy").asDouble(), within(1e-12));
    assertThat(scores.auc()).isCloseTo(expected.get("auc").asDouble(), within(1e-12));
    assertThat(scores.f1()).isCloseTo(expected.get("f1").asDouble(), within(1e-12));
  }

  @Test
  void equalDecisionsAreHalfRight() {
    double[][] decisions = {{1}, {1}, {1}, {1}};
    TestScores scores = TestScores.of(decisions, new int[] {0, 1, 1, 0}, 2);

    assertThat(scores.auc()).isEqualTo(0.5);
    assertThat(scores.f1()).isCloseTo(2 * 0.5 * 1 / 1.5, within(1e-12)); // precision .5, recall 1
  }

  @Test
  void aTestSetOfOneClassHasNoRocCurve() {
    TestScores scores = TestScores.of(new double[][] {{1}, {-1}}, new int[] {1, 1}, 2);

    assertThat(scores.auc()).isNaN();
    assertThat(scores.f1()).isZero();
    assertThat(scores.accuracy()).isEqualTo(0.5);
  }
}
