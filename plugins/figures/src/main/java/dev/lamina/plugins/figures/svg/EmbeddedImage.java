package dev.lamina.plugins.figures.svg;

import dev.lamina.plugins.figures.png.PngEncoder;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** An image as an element that brings its pixels along, each of them one unit wide. */
final class EmbeddedImage {

  /** 96 pixels per inch, the CSS reference pixel; viewers go by the element's size instead. */
  private static final int PIXELS_PER_METER = 3780;

  private EmbeddedImage() {}

  static String of(Image image) {
    if (!(image instanceof BufferedImage pixels)
        || pixels.getType() != BufferedImage.TYPE_INT_RGB) {
      throw new UnsupportedOperationException("no SVG for images other than INT_RGB: " + image);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      PngEncoder.write(pixels, PIXELS_PER_METER, png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "image"
        + Outline.number("width", pixels.getWidth())
        + Outline.number("height", pixels.getHeight())
        + " preserveAspectRatio='none' xlink:href='data:image/png;base64,"
        + Base64.getEncoder().encodeToString(png.toByteArray())
        + "'";
  }
}
