package dev.lamina.plugins.probes.ridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.task.ProbingTask;
import dev.lamina.testkit.ArrayStudy;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffledTargetsTest {

  /** Rows 2 i and 2 i + 1 are a pair, of 10 i and 10 i + 1; the first 20 rows are for training. */
  @Test
  void pairsMoveTogetherAndOnTheirSideOfASplit() {
    ArrayStudy study =
        ArrayStudy.of(
            Map.of(Component.RESID_POST, new float[40][1][1]),
            Map.of(
                "pair", IntStream.range(0, 40).mapToObj(row -> "p" + row / 2).toList(),
                "part",
                    IntStream.range(0, 40).mapToObj(row -> row < 20 ? "train" : "test").toList()));
    Division division = new Division(new GroupedFolds(5, Optional.of("pair")), Optional.of("part"));
    ProbingTask task = ProbingTask.of(study.design(), "pair", division);
    double[] values = IntStream.range(0, 40).mapToDouble(row -> 10 * (row / 2) + row % 2).toArray();

    double[] shuffled = ShuffledTargets.of(values, task, new SplittableRandom(2));

    assertThat(shuffled).isNotEqualTo(values).containsExactlyInAnyOrder(values);
    for (int row = 0; row < 40; row += 2) {
      assertThat((int) shuffled[row] / 10).as("pairs").isEqualTo((int) shuffled[row + 1] / 10);
      assertThat(shuffled[row] < 100).as("sides").isEqualTo(row < 20);
    }
  }
}
