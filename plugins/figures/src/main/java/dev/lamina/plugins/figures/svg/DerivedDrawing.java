package dev.lamina.plugins.figures.svg;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import org.jspecify.annotations.Nullable;

/**
 * What AWT can draw by drawing something else, and what an SVG of ours does not hold: such calls
 * are refused.
 */
abstract class DerivedDrawing extends AwtState {

  DerivedDrawing() {}

  DerivedDrawing(Graphics2D state) {
    super(state);
  }

  @Override
  public final void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  @Override
  public final void drawString(String text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public final void drawString(AttributedCharacterIterator text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public final void drawString(AttributedCharacterIterator text, float x, float y) {
    new TextLayout(text, getFontRenderContext()).draw(this, x, y);
  }

  @Override
  public final void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public final void fillRect(int x, int y, int width, int height) {
    fill(new Rectangle(x, y, width, height));
  }

  @Override
  public final void clearRect(int x, int y, int width, int height) {
    Paint before = getPaint();
    setPaint(getBackground());
    fillRect(x, y, width, height);
    setPaint(before);
  }

  @Override
  public final void drawRoundRect(
      int x, int y, int width, int height, int arcWidth, int arcHeight) {
    draw(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public final void fillRoundRect(
      int x, int y, int width, int height, int arcWidth, int arcHeight) {
    fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public final void drawOval(int x, int y, int width, int height) {
    draw(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public final void fillOval(int x, int y, int width, int height) {
    fill(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public final void drawArc(int x, int y, int width, int height, int start, int angle) {
    draw(new Arc2D.Double(x, y, width, height, start, angle, Arc2D.OPEN));
  }

  @Override
  public final void fillArc(int x, int y, int width, int height, int start, int angle) {
    fill(new Arc2D.Double(x, y, width, height, start, angle, Arc2D.PIE));
  }

  @Override
  public final void drawPolyline(int[] x, int[] y, int count) {
    Path2D line = new Path2D.Double();
    for (int i = 0; i < count; i++) {
      if (i == 0) {
        line.moveTo(x[i], y[i]);
      } else {
        line.lineTo(x[i], y[i]);
      }
    }
    draw(line);
  }

  @Override
  public final void drawPolygon(int[] x, int[] y, int count) {
    draw(new Polygon(x, y, count));
  }

  @Override
  public final void fillPolygon(int[] x, int[] y, int count) {
    fill(new Polygon(x, y, count));
  }

  @Override
  public final boolean hit(Rectangle area, Shape shape, boolean stroked) {
    Shape hit = stroked ? getStroke().createStrokedShape(shape) : shape;
    return getTransform().createTransformedShape(hit).intersects(area);
  }

  @Override
  public final boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
    return drawImage(image, AffineTransform.getTranslateInstance(x, y), observer);
  }

  @Override
  public final boolean drawImage(
      Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
    throw refused("a scaled image");
  }

  @Override
  public final boolean drawImage(
      Image image, int x, int y, @Nullable Color background, @Nullable ImageObserver observer) {
    throw refused("an image on a background");
  }

  @Override
  public final boolean drawImage(
      Image image,
      int x,
      int y,
      int width,
      int height,
      @Nullable Color background,
      @Nullable ImageObserver observer) {
    throw refused("an image on a background");
  }

  @Override
  public final boolean drawImage(
      Image image,
      int toX1,
      int toY1,
      int toX2,
      int toY2,
      int x1,
      int y1,
      int x2,
      int y2,
      @Nullable ImageObserver observer) {
    throw refused("a part of an image");
  }

  @Override
  public final boolean drawImage(
      Image image,
      int toX1,
      int toY1,
      int toX2,
      int toY2,
      int x1,
      int y1,
      int x2,
      int y2,
      @Nullable Color background,
      @Nullable ImageObserver observer) {
    throw refused("a part of an image");
  }

  @Override
  public final void drawImage(
      BufferedImage image, @Nullable BufferedImageOp operation, int x, int y) {
    throw refused("a filtered image");
  }

  @Override
  public final void drawRenderedImage(RenderedImage image, @Nullable AffineTransform place) {
    throw refused("a rendered image");
  }

  @Override
  public final void drawRenderableImage(RenderableImage image, @Nullable AffineTransform place) {
    throw refused("a renderable image");
  }

  @Override
  public final void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw refused("a copied area");
  }

  @Override
  public final void setXORMode(Color colour) {
    throw refused("exclusive-or");
  }

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException("an SVG of a figure does not hold " + what);
  }
}
