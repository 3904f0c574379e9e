package dev.lamina.plugins.figures.text;

import java.awt.Color;

/** The kinds of text in a figure. Sizes are pixels at the nominal 640 for 6.5 inches. */
public enum TextStyle {
  /** What a figure shows. */
  TITLE(14, Weight.BOLD, new Color(0x1A1A1A)),
  /** What a panel shows. */
  SUBTITLE(12, Weight.BOLD, new Color(0x1A1A1A)),
  /** What an axis measures. */
  LABEL(12, Weight.REGULAR, new Color(0x262626)),
  /** Groups in legends and at the ends of lines. */
  KEY(11, Weight.REGULAR, new Color(0x262626)),
  /** Numbers and names along an axis. */
  TICK(11, Weight.REGULAR, new Color(0x404040)),
  /** Names of thin rows. */
  SMALL(9, Weight.REGULAR, new Color(0x404040));

  /** How heavy the strokes are. */
  enum Weight {
    REGULAR,
    BOLD
  }

  private final int size;
  private final Weight weight;
  private final Color colour;

  TextStyle(int size, Weight weight, Color colour) {
    this.size = size;
    this.weight = weight;
    this.colour = colour;
  }

  /** The font's size in pixels. */
  public int size() {
    return size;
  }

  /** From one line's baseline to the next, in pixels. */
  public double lineHeight() {
    return Math.ceil(size * 1.25);
  }

  /** How far letters rise above the baseline (Liberation Sans: 0.905 of the size), in pixels. */
  public double ascent() {
    return size * 0.905;
  }

  /** The height of capitals (Liberation Sans: 0.729 of the size), in pixels. */
  public double capHeight() {
    return size * 0.729;
  }

  public Color colour() {
    return colour;
  }

  Weight weight() {
    return weight;
  }
}
