package dev.lamina.api.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ByComponentTest {

  private static final float[] SMALL = {0.5f, -0.25f};
  private static final float[] SMALL_AND_OFF = {0.5f, -0.2505f}; // by 5e-4, 1e-3 of 0.5

  private final ByComponent difference = new ByComponent("a = b", 1e-5);

  @Test
  void whatIsEqualHolds() {
    difference.compare(Component.Z, SMALL, SMALL, "prompt 0");

    assertThat(difference.all()).isEqualTo(new Check("a = b", 2, 0, 1e-5, Optional.empty()));
    assertThat(difference.all().holds()).isTrue();
  }

  @Test
  void largeNumbersOfAnotherComponentHideNoDifference() {
    float[] large = {3000, 0};
    difference.compare(Component.RESID_POST, large, large, "prompt 0");
    difference.compare(Component.Z, SMALL_AND_OFF, SMALL, "prompt 1");

    assertThat(difference.all().holds()).isFalse();
    assertThat(difference.all().where()).contains("z, prompt 1");
    assertThat(difference.all().compared()).isEqualTo(4);
  }

  @Test
  void largeNumbersOfAnotherPlaceHideNoDifference() {
    float[] large = {3000, 0};
    difference.compare(Component.RESID_POST, SMALL_AND_OFF, SMALL, "layer 0");
    difference.compare(Component.RESID_POST, large, large, "layer 1");

    assertThat(difference.each())
        .singleElement()
        .matches(check -> Math.abs(check.difference() - 1e-3) < 1e-5)
        .matches(check -> check.compared() == 4)
        .matches(check -> check.name().equals("resid_post: a = b"))
        .matches(check -> check.where().equals(Optional.of("layer 0")));
  }

  @Test
  void nothingIsWorseThanNan() {
    difference.compare(Component.Z, new float[] {Float.NaN, 0}, SMALL, "prompt 0");
    difference.compare(Component.Z, new float[] {9, 9}, SMALL, "prompt 1");
    difference.compare(Component.V, SMALL, SMALL, "prompt 0");

    assertThat(difference.all().difference()).isNaN();
    assertThat(difference.all().holds()).isFalse();
    assertThat(difference.all().where()).contains("z, prompt 0");
  }

  @Test
  void minusInfinityAgreesWithItselfAlone() {
    float[] hidden = {1, Float.NEGATIVE_INFINITY};
    difference.compare(Component.ATTN_SCORES, hidden, hidden, "prompt 0");
    assertThat(difference.all().holds()).isTrue();

    difference.compare(Component.ATTN_SCORES, new float[] {1, -1e9f}, hidden, "prompt 1");
    assertThat(difference.all().holds()).isFalse();
  }
}
