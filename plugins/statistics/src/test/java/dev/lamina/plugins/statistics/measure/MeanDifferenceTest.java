package dev.lamina.plugins.statistics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanDifferenceTest {

  private static Moments of(double... values) {
    return Moments.of(values, java.util.stream.IntStream.range(0, values.length).toArray());
  }

  @Test
  void isInPooledStandardDeviations() {
    // closed form: means 4 and 2, both variances 1, so d = 2; 4 is 100% more than 2
    MeanDifference norms = new MeanDifference(of(3, 4, 5), of(1, 2, 3));

    assertThat(norms.difference()).isEqualTo(2);
    assertThat(norms.percent()).isEqualTo(100);
    assertThat(norms.effectSize()).isCloseTo(2, within(1e-12));
    assertThat(norms.standardError()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
  }

  @Test
  void withoutSpreadHasNoEffectSize() {
    assertThat(new MeanDifference(of(2, 2), of(1, 1)).effectSize()).isNaN();
  }

  @Test
  void hasNoPercentageOfZero() {
    assertThat(new MeanDifference(of(2, 3), of(0, 0)).percent()).isNaN();
  }
}
