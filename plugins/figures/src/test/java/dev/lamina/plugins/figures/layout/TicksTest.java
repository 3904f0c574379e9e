package dev.lamina.plugins.figures.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.Axis;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TicksTest {

  @Test
  void anOffsetThatIsLargeBesideTheStepIsWrittenInFull() {
    assertThat(ticks(1_000_000.001, 1_000_000.003).write(1_000_000.002))
        .isEqualTo("1,000,000.0020");
  }

  @Test
  void hugeAndTinyNumbersAreWrittenWithTheirPowerOfTen() {
    assertThat(ticks(0, 3e12).write(2e12)).isEqualTo("2.0e12");
    assertThat(ticks(0, 3e-9).write(-2e-9)).isEqualTo("−2.0e−9");
    assertThat(ticks(0, 3e-9).write(0)).isEqualTo("0");
  }

  @Test
  void roundingLeavesNoNegativeZero() {
    assertThat(ticks(-1, 1).write(-1e-17)).isEqualTo("0.0");
  }

  @Property(tries = 300)
  void thereAreSomeTicksAndEachHasItsRoom(
      @ForAll @DoubleRange(min = -12, max = 12) double center,
      @ForAll @IntRange(min = -12, max = 12) int exponent,
      @ForAll @DoubleRange(min = 120, max = 900) double pixels) {
    double span = Math.pow(10, exponent);
    Extent extent = new Extent(center * span, (center + 1) * span);
    Ticks ticks = Ticks.of(extent, Axis.Scale.LINEAR, pixels, text -> 40);

    assertThat(ticks.step() / span * pixels).isGreaterThanOrEqualTo(40).isLessThanOrEqualTo(101);
  }

  private static Ticks ticks(double low, double high) {
    return Ticks.of(new Extent(low, high), Axis.Scale.LINEAR, 300, text -> 50);
  }
}
