package dev.lamina.plugins.transformers.weights.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NumberTypeTest {

  /** Expected values: IEEE 754 binary16, table of examples in Wikipedia's "Half-precision". */
  @Test
  void halvesAreTheirExamples() {
    assertThat(half(0x0000)).isZero();
    assertThat(Float.floatToIntBits(half(0x8000))).isEqualTo(Float.floatToIntBits(-0f));
    assertThat(half(0x0001)).isEqualTo(0x1p-24f);
    assertThat(half(0x03ff)).isEqualTo(1023 * 0x1p-24f);
    assertThat(half(0x0400)).isEqualTo(0x1p-14f);
    assertThat(half(0x3555)).isEqualTo(0.33325195f);
    assertThat(half(0x3c00)).isEqualTo(1f);
    assertThat(half(0xc000)).isEqualTo(-2f);
    assertThat(half(0x7bff)).isEqualTo(65504f);
    assertThat(half(0x7c00)).isInfinite();
    assertThat(half(0x7c01)).isNaN();
  }

  @Property
  void aBfloat16IsTheUpperHalfOfItsFloat32(@ForAll short bits) {
    float wide = decoded(NumberType.BF16, bits);
    assertThat((short) (Float.floatToRawIntBits(wide) >>> 16)).isEqualTo(bits);
  }

  /** value = (-1)^sign 2^(exponent - 15) (1 + fraction / 1024), or 2^-14 fraction / 1024. */
  @Property
  void aHalfIsWhatItsDefinitionSays(@ForAll short bits) {
    int exponent = bits >> 10 & 0x1f;
    double fraction = (bits & 0x3ff) / 1024.0;
    double sign = bits < 0 ? -1 : 1;
    double expected =
        switch (exponent) {
          case 0 -> sign * Math.scalb(fraction, -14);
          case 31 -> fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
          default -> sign * Math.scalb(1 + fraction, exponent - 15);
        };
    assertThat((double) half(bits)).isEqualTo(Double.valueOf(expected));
  }

  @Property
  void aRunIsDecodedNumberByNumber(@ForAll @Size(max = 10_000) short[] bits) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(bits);
    FloatBuffer numbers = FloatBuffer.allocate(bits.length);
    NumberType.F16.decode(bytes, numbers);
    assertThat(bytes.hasRemaining()).isFalse();
    assertThat(numbers.hasRemaining()).isFalse();
    for (int i = 0; i < bits.length; i++) {
      assertThat(numbers.get(i)).isEqualTo(Float.valueOf(half(bits[i])));
    }
  }

  @Property
  void aFloat32IsTakenAsItIs(@ForAll int bits) {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, bits);
    FloatBuffer number = FloatBuffer.allocate(1);
    NumberType.F32.decode(bytes, number);
    assertThat(number.get(0)).isEqualTo(Float.valueOf(Float.intBitsToFloat(bits)));
  }

  private static float half(int bits) {
    return decoded(NumberType.F16, (short) bits);
  }

  private static float decoded(NumberType type, short bits) {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(0, bits);
    FloatBuffer number = FloatBuffer.allocate(1);
    type.decode(bytes, number);
    return number.get(0);
  }
}
