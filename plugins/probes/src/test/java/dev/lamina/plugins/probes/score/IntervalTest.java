package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.plugins.probes.Reference;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void studentsPointsAreThoseOfScipy() {
    Reference.of("student_975")
        .properties()
        .forEach(
            of ->
                assertThat(Interval.student975(Integer.parseInt(of.getKey())))
                    .as("degrees of freedom: %s", of.getKey())
                    .isCloseTo(of.getValue().asDouble(), within(1e-9)));
  }

  @Test
  void theEndsAreStudentsInterval() {
    Interval of = Interval.of(new double[] {0.8, 0.7, 0.9});

    assertThat(of.mean()).isCloseTo(0.8, within(1e-12));
    // t(0.975, 2) = 4.302653, s = 0.1, so the half length is 4.302653 * 0.1 / sqrt(3) = 0.248414
    assertThat(of.low()).isCloseTo(0.551586, within(1e-6));
    assertThat(of.high()).isEqualTo(1);
  }

  @Test
  void equalFoldsHaveNoWidth() {
    Interval of = Interval.of(new double[] {0.5, 0.5});

    assertThat(of).isEqualTo(new Interval(0.5, 0.5, 0.5));
  }
}
