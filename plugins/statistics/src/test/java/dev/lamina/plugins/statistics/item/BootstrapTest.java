package dev.lamina.plugins.statistics.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void intervalOfAMeanIsThatOfItsStandardError() {
    Random random = new Random(1);
    double[] scores = random.doubles(400).toArray();

    Estimate mean = new Bootstrap(400, 4000, () -> new SplittableRandom(2)).mean(scores);

    double halfWidth = 1.96 * Math.sqrt(1 / 12.0 / 400); // of uniform numbers
    assertThat(mean.low()).isCloseTo(mean.value() - halfWidth, within(0.003));
    assertThat(mean.high()).isCloseTo(mean.value() + halfWidth, within(0.003));
  }

  @Test
  void intervalOfClustersIsAsWideAsTheirNumberAllows() {
    // 100 clusters of 4 equal scores say as much as 100 scores
    Random random = new Random(1);
    double[] scores = new double[400];
    int[] clusters = new int[400];
    for (int i = 0; i < 400; i++) {
      clusters[i] = i / 4;
      scores[i] = i % 4 == 0 ? random.nextDouble() : scores[i - 1];
    }

    Estimate mean = new Bootstrap(clusters, 4000, () -> new SplittableRandom(2)).mean(scores);

    double width = 2 * 1.96 * Math.sqrt(1 / 12.0 / 100);
    assertThat(mean.high() - mean.low()).isCloseTo(width, within(0.012));
  }

  @Test
  void statisticsSeeTheSameDraws() {
    double[] scores = new Random(1).doubles(50).toArray();
    double[] less = Arrays.stream(scores).map(score -> score - 3).toArray();
    Bootstrap bootstrap = new Bootstrap(50, 200, () -> new SplittableRandom(2));

    double[] difference = bootstrap.mean(scores).replicates();
    double[] other = bootstrap.mean(less).replicates();
    for (int draw = 0; draw < 200; draw++) {
      assertThat(difference[draw] - other[draw]).isCloseTo(3, within(1e-12));
    }
    assertThat(bootstrap.ofSeveral(times -> new double[] {times[0]}, 50).get(0).replicates())
        .isEqualTo(bootstrap.replicates(times -> times[0]));
  }

  @Test
  void quantilesAreNumpys() {
    Estimate estimate = new Estimate(2, new double[] {4, 1, 3, Double.NaN, 2});

    // numpy.quantile([1, 2, 3, 4], [0.025, 0.975])
    assertThat(estimate.low()).isCloseTo(1.075, within(1e-12));
    assertThat(estimate.high()).isCloseTo(3.925, within(1e-12));
    assertThat(Estimate.of(1).hasInterval()).isFalse();
    assertThat(new Estimate(Double.NaN, new double[] {1}).low()).isNaN();
  }
}
