package dev.lamina.engine.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {

  /** 65,504 as float32. */
  private static final int LARGEST_BITS = 0x477fe000;

  /** 2^-14 as float32. */
  private static final int SMALLEST_NORMAL_BITS = 0x38800000;

  /** All finite halves that are not negative, ascending: their bits are ordered as they are. */
  private static final float[] FINITE = new float[0x7c00];

  static {
    for (int bits = 0; bits < FINITE.length; bits++) {
      FINITE[bits] = Half.value((short) bits);
    }
  }

  /** The bits are numpy's: {@code np.float32(x).astype(np.float16).view(np.uint16)}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 8000",
    "1, 3c00",
    "-2, c000",
    "65504, 7bff",
    "0.1, 2e66",
    "3.14159, 4248",
    "6.1035e-5, 400",
    "6.0976e-5, 3ff",
    "5.9605e-8, 1",
    "2.98e-8, 0",
    "2.9803e-8, 1",
    "65519, 7bff",
    "65520, 7c00",
    "1e30, 7c00",
    "-1e30, fc00",
    "1.00048828125, 3c00",
    "1.00146484375, 3c02",
    "Infinity, 7c00",
    "-Infinity, fc00"
  })
  void numbersAreRoundedAsNumpyDoes(float value, String bits) {
    assertThat(Integer.toHexString(Half.of(value) & 0xffff)).isEqualTo(bits);
  }

  @Test
  void everyHalfIsItself() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      float value = Half.value((short) bits);
      assertThat(Float.isNaN(value) || Half.of(value) == (short) bits).as("%04x", bits).isTrue();
    }
    assertThat(Half.value((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Half.value(Half.of(Float.NaN))).isNaN();
    assertThat(FINITE[FINITE.length - 1]).isEqualTo(Half.LARGEST);
  }

  @Property
  void theNearestHalfIsTakenAndOfTwoTheEvenOne(
      @ForAll @IntRange(min = 0, max = LARGEST_BITS) int floatBits) {
    float value = Float.intBitsToFloat(floatBits);
    int below = Arrays.binarySearch(FINITE, value);
    int bits = below >= 0 ? below : nearest(-below - 2, value);
    assertThat(Half.of(value)).isEqualTo((short) bits);
    assertThat(Half.of(-value)).isEqualTo((short) (bits | 0x8000));
  }

  @Property
  void theErrorIsAtMost2ToTheMinus11OfTheNumber(
      @ForAll @IntRange(min = SMALLEST_NORMAL_BITS, max = LARGEST_BITS) int floatBits) {
    float value = Float.intBitsToFloat(floatBits);
    assertThat(Math.abs(Half.value(Half.of(value)) - value) / value).isLessThanOrEqualTo(0x1p-11f);
  }

  private static int nearest(int below, float value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal down = exact.subtract(new BigDecimal(FINITE[below]));
    BigDecimal up = new BigDecimal(FINITE[below + 1]).subtract(exact);
    int comparison = down.compareTo(up);
    return comparison < 0 || (comparison == 0 && below % 2 == 0) ? below : below + 1;
  }
}
