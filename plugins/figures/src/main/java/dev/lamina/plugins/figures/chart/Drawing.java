package dev.lamina.plugins.figures.chart;

import dev.lamina.plugins.figures.layout.Canvas;
import dev.lamina.plugins.figures.layout.Key;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A figure ready to be drawn, without its title. */
public interface Drawing {

  /** The width that suits the figure, in nominal pixels. */
  default double width() {
    return 640;
  }

  /** The height that suits the figure in a width, in nominal pixels. */
  default double height(double width) {
    return 0.45 * width + 95;
  }

  /** What a legend must explain; empty if there is nothing to tell apart. */
  List<Key> keys();

  /** Draws into a rectangle; nothing is drawn outside. */
  void draw(Canvas canvas, Rectangle2D area, Explained explained);

  /** Where the reader learns which group is which. */
  enum Explained {
    /** In this drawing. */
    HERE,
    /** In a legend that several drawings share. */
    ELSEWHERE
  }
}
