package dev.lamina.plugins.statistics.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void haveThreeSignificantDigits() {
    assertThat(Numbers.plain(5.3149)).isEqualTo("5.31");
    assertThat(Numbers.plain(-0.04218)).isEqualTo("-0.0422");
    assertThat(Numbers.plain(12345)).isEqualTo("12300");
    assertThat(Numbers.plain(0)).isEqualTo("0");
    assertThat(Numbers.plain(1.234e-7)).isEqualTo("1.23e-07");
    assertThat(Numbers.plain(5)).isEqualTo("5.00");
  }

  @Test
  void thatAreNotDefinedSaySo() {
    assertThat(Numbers.plain(Double.NaN)).isEqualTo("undefined");
  }

  @Test
  void showTheirSignWhereItMatters() {
    assertThat(Numbers.signed(0.421)).isEqualTo("+0.421");
    assertThat(Numbers.signed(-0.421)).isEqualTo("-0.421");
  }

  @Test
  void thatAreProbabilitiesHaveTwoDigits() {
    assertThat(Numbers.p(0.0309)).isEqualTo("0.031");
    assertThat(Numbers.p(1 / 1001.0)).isEqualTo("0.001");
    assertThat(Numbers.p(1)).isEqualTo("1");
  }
}
