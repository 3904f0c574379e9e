package dev.lamina.api.figure;

import java.io.IOException;
import java.io.OutputStream;

/** Draws figures. Safe to call from several threads. */
public interface FigureRenderer {

  /** Writes a PNG at twice the nominal resolution. */
  void png(Figure figure, OutputStream out) throws IOException;

  /** Writes an SVG. */
  void svg(Figure figure, OutputStream out) throws IOException;
}
