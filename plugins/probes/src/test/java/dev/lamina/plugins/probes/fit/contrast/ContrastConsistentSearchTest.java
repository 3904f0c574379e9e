package dev.lamina.plugins.probes.fit.contrast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContrastConsistentSearchTest {

  private static final int D = 20;
  private final int[] labels = new int[200];

  /**
   * Pairs whose prompts differ by 4 along the first axis, one way or the other, and by noise; what
   * they share varies three times as much.
   */
  private Features pairs() {
    Random random = new Random(51);
    float[][] rows = new float[200][D];
    int[] groups = new int[200];
    for (int row = 0; row < 200; row += 2) {
      float[] shared = new float[D];
      for (int j = 1; j < D; j++) {
        shared[j] = 3 * (float) random.nextGaussian();
      }
      int first = random.nextInt(2);
      for (int side = 0; side < 2; side++) {
        labels[row + side] = side == 0 ? first : 1 - first;
        groups[row + side] = row;
        for (int j = 0; j < D; j++) {
          rows[row + side][j] = shared[j] + 0.5f * (float) random.nextGaussian();
        }
        rows[row + side][0] += labels[row + side] == 0 ? 2 : -2;
      }
    }
    return Features.of(rows, groups);
  }

  private static LinearClassifier fit(Features features, int[] labels) {
    int[] training = IntStream.range(0, 120).toArray();
    return ProbeKind.CCS
        .probe(1, 1e-5, Services.parallel())
        .fit(features, List.of(features.training(training, labels, 2)))
        .get(0);
  }

  private double accuracy(LinearClassifier fitted, Features features) {
    return IntStream.range(120, 200)
            .filter(
                row ->
                    LinearClassifier.predicted(fitted.decide(features.rows()[row])) == labels[row])
            .count()
        / 80.0;
  }

  @Test
  void whatTellsThePromptsOfAPairApartIsFound() {
    Features features = pairs();

    assertThat(accuracy(fit(features, labels), features)).isGreaterThan(0.95);
  }

  /** Other labels change at most which side is called true. */
  @Test
  void labelsOnlySayWhichSideIsWhich() {
    Features features = pairs();
    int[] opposite = IntStream.of(labels).map(label -> 1 - label).toArray();
    double[] weights = fit(features, labels).weights()[0];
    double[] mirrored = fit(features, opposite).weights()[0];

    for (int j = 0; j < D; j++) {
      assertThat(mirrored[j]).isEqualTo(-weights[j]);
    }
  }

  @Test
  void withoutPairsNothingIsFound() {
    float[][] rows = {{1}, {-1}, {2}, {-2}};
    int[] all = {0, 1, 2, 3};
    Features features = Features.of(rows);
    LinearClassifier fitted =
        ProbeKind.CCS
            .probe(1, 1e-5, Services.sequential())
            .fit(features, List.of(features.training(all, new int[] {0, 1, 0, 1}, 2)))
            .get(0);

    assertThat(fitted.weights()[0]).containsOnly(0);
  }
}
