package dev.lamina.plugins.figures.colour;

import dev.lamina.api.figure.Heatmap;
import java.awt.Color;

/**
 * Numbers as colours whose lightness changes evenly. The control points come from {@code
 * src/test/python/colours.py}.
 *
 * @param low the number of the first colour
 * @param high the number of the last colour
 */
public record ColourScale(double low, double high, Heatmap.Palette palette) {

  private static final int[] VIRIDIS = {
    0x440154, 0x48186A, 0x472D7B, 0x424086, 0x3B528B, 0x33638D, 0x2C728E, 0x26828E, 0x21918C,
    0x1FA088, 0x28AE80, 0x3FBC73, 0x5EC962, 0x84D44B, 0xADDC30, 0xD8E219, 0xFDE725
  };
  private static final int[] BLUE_WHITE_RED = {
    0x045BA0, 0x3D6DAB, 0x5C7FB5, 0x7891C0, 0x92A4CA, 0xABB8D5, 0xC3CCE0, 0xDCE0EA, 0xF5F5F5,
    0xF2DBD9, 0xEDC2BD, 0xE6A8A3, 0xDE8F89, 0xD57570, 0xCA5B57, 0xBE3E40, 0xB1162A
  };

  /** The colour of a number; numbers outside take the nearest end's. */
  public Color colour(double value) {
    return at((value - low) / (high - low));
  }

  /** The colour at a place, 0 to 1. */
  public Color at(double place) {
    int[] points =
        switch (palette) {
          case SEQUENTIAL -> VIRIDIS;
          case DIVERGING -> BLUE_WHITE_RED;
        };
    double scaled = Math.min(1, Math.max(0, place)) * (points.length - 1);
    int index = Math.min((int) scaled, points.length - 2);
    return mix(points[index], points[index + 1], scaled - index);
  }

  /** The relative luminance of a colour, 0 (black) to 1 (white), as WCAG 2.1 defines it. */
  public static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static Color mix(int from, int to, double share) {
    return new Color(
        channel(from >> 16, to >> 16, share),
        channel(from >> 8, to >> 8, share),
        channel(from, to, share));
  }

  private static int channel(int from, int to, double share) {
    return (int) Math.round((from & 0xFF) + share * ((to & 0xFF) - (from & 0xFF)));
  }
}
