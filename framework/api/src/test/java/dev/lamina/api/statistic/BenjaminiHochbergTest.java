package dev.lamina.api.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {

  /** The numbers are scipy's: stats.false_discovery_control. */
  @Test
  void equalsScipys() {
    assertThat(BenjaminiHochberg.adjust(new double[] {0.01, 0.2, 0.03, 0.03, 0.9}))
        .containsExactly(new double[] {0.05, 0.25, 0.05, 0.05, 0.9}, within(1e-15));
  }

  @Test
  void aTestThatCouldNotBeMadeDoesNotCount() {
    assertThat(BenjaminiHochberg.adjust(new double[] {0.01, Double.NaN, 0.2}))
        .containsExactly(0.02, Double.NaN, 0.2);
  }

  @Test
  void leavesASingleTestAlone() {
    assertThat(BenjaminiHochberg.adjust(new double[] {0.03})).containsExactly(0.03);
  }
}
