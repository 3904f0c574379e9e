package dev.lamina.plugins.statistics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void describeAFewNumbers() {
    // closed form: mean 2.5, squared deviations 2.25 + .25 + .25 + 2.25 = 5
    Moments moments = Moments.of(new float[] {1, 2, 3, 4});

    assertThat(moments).isEqualTo(new Moments(4, 2.5, 5, 1, 4));
    assertThat(moments.std()).isEqualTo(Math.sqrt(5 / 4.0));
    assertThat(moments.sampleVariance()).isEqualTo(5 / 3.0);
  }

  @Test
  void keepASmallSpreadFarFromZero() {
    // closed form: 1e6 - 1 and 1e6 + 1 in turn have mean 1e6 and standard deviation 1
    Moments moments = Moments.NONE;
    for (int i = 0; i < 100_000; i++) {
      moments = moments.merge(Moments.of(new float[] {999_999, 1_000_001}));
    }

    assertThat(moments.mean()).isCloseTo(1e6, within(1e-9));
    assertThat(moments.std()).isCloseTo(1, within(1e-12));
  }

  @Test
  void ofOneNumberHaveNoSampleVariance() {
    assertThat(Moments.of(3.0).sampleVariance()).isNaN();
    assertThat(Moments.of(3.0).std()).isZero();
  }

  @Property(tries = 200)
  void ofPartsMergeToThoseOfTheWhole(
      @ForAll @Size(min = 2, max = 40) List<@FloatRange(min = -1e4f, max = 1e4f) Float> drawn,
      @ForAll @IntRange(max = 40) int cut) {
    float[] numbers = new float[drawn.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = drawn.get(i);
    }
    int at = Math.min(cut, numbers.length);
    Moments left = at == 0 ? Moments.NONE : Moments.of(Arrays.copyOf(numbers, at));
    Moments right = Moments.NONE;
    for (int i = at; i < numbers.length; i++) {
      right = right.merge(Moments.of((double) numbers[i]));
    }

    Moments merged = left.merge(right);
    Moments whole = Moments.of(numbers);

    assertThat(merged.count()).isEqualTo(whole.count());
    assertThat(merged.mean()).isCloseTo(whole.mean(), within(1e-8));
    assertThat(merged.std()).isCloseTo(whole.std(), within(1e-7));
    assertThat(merged.min()).isEqualTo(whole.min());
    assertThat(merged.max()).isEqualTo(whole.max());
  }
}
