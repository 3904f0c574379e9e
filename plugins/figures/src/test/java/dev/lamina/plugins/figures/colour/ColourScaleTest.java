package dev.lamina.plugins.figures.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.figure.Heatmap;
import java.awt.Color;
import org.junit.jupiter.api.Test;

class ColourScaleTest {

  private static final ColourScale VIRIDIS = new ColourScale(0, 1, Heatmap.Palette.SEQUENTIAL);
  private static final ColourScale DIVERGING = new ColourScale(-1, 1, Heatmap.Palette.DIVERGING);

  @Test
  void viridisGrowsLighterEvenly() {
    // 14.8 and 90.9 are the lightness of viridis's ends (#440154, #FDE725) in CIELAB; it is
    // perfectly even in CAM02-UCS.
    for (double place = 0; place <= 1; place += 0.05) {
      double even = 14.8 + place * (90.9 - 14.8);
      assertThat(lightness(VIRIDIS.at(place))).isCloseTo(even, within(3.0));
    }
  }

  @Test
  void bothDirectionsFromZeroDarkenAlike() {
    for (double value = 0.05; value <= 1; value += 0.05) {
      double even = 96.5 - value * (96.5 - 38);
      assertThat(lightness(DIVERGING.colour(value))).isCloseTo(even, within(0.7));
      assertThat(lightness(DIVERGING.colour(-value))).isCloseTo(even, within(0.7));
    }
  }

  @Test
  void blueIsNegativeAndRedPositive() {
    assertThat(DIVERGING.colour(-1)).isEqualTo(new Color(0x045BA0));
    assertThat(DIVERGING.colour(0)).isEqualTo(new Color(0xF5F5F5));
    assertThat(DIVERGING.colour(1)).isEqualTo(new Color(0xB1162A));
  }

  @Test
  void numbersOutsideTakeTheNearestColour() {
    assertThat(VIRIDIS.colour(7)).isEqualTo(VIRIDIS.at(1));
    assertThat(VIRIDIS.colour(-7)).isEqualTo(VIRIDIS.at(0));
  }

  /** CIELAB's L*, 0 to 100. */
  private static double lightness(Color colour) {
    return 116 * Math.cbrt(ColourScale.luminance(colour)) - 16;
  }
}
