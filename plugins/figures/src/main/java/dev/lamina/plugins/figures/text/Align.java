package dev.lamina.plugins.figures.text;

/** Where a line of text lies relative to its anchor. */
public enum Align {
  LEFT(0),
  CENTER(0.5),
  RIGHT(1);

  private final double share;

  Align(double share) {
    this.share = share;
  }

  /** How much of the text's width lies to the left of the anchor, 0 to 1. */
  double share() {
    return share;
  }
}
