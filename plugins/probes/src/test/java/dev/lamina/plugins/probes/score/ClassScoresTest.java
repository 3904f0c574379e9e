package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import dev.lamina.plugins.probes.split.Folds;
import org.junit.jupiter.api.Test;

class ClassScoresTest {

  @Test
  void eachClassAgainstTheRestEqualsScikitLearn() {
    JsonNode of = Reference.of("trajectories.json", "class_scores");
    ClassScores scores =
        ClassScores.of(
            Reference.rows(of.get("decisions")),
            Reference.ints(of.get("labels")),
            4,
            new Folds(Reference.ints(of.get("folds")), 3));

    for (int k = 0; k < 4; k++) {
      assertThat(scores.aucs()[k])
          .isCloseTo(of.at("/scores/%d/auc".formatted(k)).asDouble(), within(1e-12));
      assertThat(scores.recalls()[k])
          .isCloseTo(of.at("/scores/%d/recall".formatted(k)).asDouble(), within(1e-12));
    }
  }

  @Test
  void aFoldWithoutAClassIsLeftOutOfItsMeans() {
    double[][] decisions = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}};
    int[] labels = {0, 1, 2, 1};
    ClassScores scores = ClassScores.of(decisions, labels, 3, new Folds(new int[] {0, 0, 1, 1}, 2));

    assertThat(scores.recalls()).containsExactly(1, 0.5, 1);
    assertThat(scores.aucs()).containsExactly(1, 0.75, 1); // the tie of class 1 is a half
  }
}
