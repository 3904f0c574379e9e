package dev.lamina.plugins.figures.svg;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.ImageObserver;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws by writing SVG elements. Texts stay texts, in a font that every viewer has. What figures do
 * not draw (parts of images, exclusive-or) is refused.
 */
public final class SvgGraphics extends DerivedDrawing {

  private static final String FAMILIES = "Helvetica, Arial, \"Liberation Sans\", sans-serif";

  private final Markup markup;

  /** Draws into this markup. */
  public SvgGraphics(Markup markup) {
    this.markup = markup;
  }

  private SvgGraphics(Graphics2D state, Markup markup) {
    super(state);
    this.markup = markup;
  }

  @Override
  public Graphics create() {
    return new SvgGraphics(copied(), markup);
  }

  @Override
  public void fill(Shape shape) {
    add(Outline.of(shape), markup.paint("fill", getPaint(), opacity()), "/>");
  }

  @Override
  public void draw(Shape shape) {
    if (getStroke() instanceof BasicStroke stroke) {
      String style = markup.paint("stroke", getPaint(), opacity()) + StrokeStyle.of(stroke);
      add(Outline.of(shape), style + ";fill:none" + edges(), "/>");
    } else {
      fill(getStroke().createStrokedShape(shape));
    }
  }

  @Override
  public void drawString(String text, float x, float y) {
    Font font = getFont();
    String style =
        markup.paint("fill", getPaint(), opacity())
            + "; font-family: "
            + FAMILIES
            + "; font-size: "
            + Numbers.length(font.getSize2D())
            + "px"
            + (font.isBold() ? "; font-weight: bold" : "")
            + (font.isItalic() ? "; font-style: italic" : "");
    String place = "text" + Outline.number("x", x) + Outline.number("y", y);
    add(place, style, ">" + escaped(text) + "</text>");
  }

  @Override
  public boolean drawImage(
      Image image, @Nullable AffineTransform place, @Nullable ImageObserver observer) {
    AffineTransform before = getTransform();
    if (place != null) {
      transform(place);
    }
    add(EmbeddedImage.of(image), "", "/>");
    setTransform(before);
    return true;
  }

  /** Adds an element with its style, in the present clip and transform. */
  private void add(String beginning, String style, String end) {
    Shape clip = getClip();
    String clipped = clip == null ? "" : " clip-path='" + markup.clip(clip) + "'";
    String styled = style.isEmpty() ? "" : " style='" + style + "'";
    markup.add("<" + beginning + styled + transformation() + clipped + end);
  }

  private String transformation() {
    AffineTransform transform = getTransform();
    if (transform.isIdentity()) {
      return "";
    }
    double[] matrix = new double[6];
    transform.getMatrix(matrix);
    return DoubleStream.of(matrix)
        .mapToObj(Numbers::factor)
        .collect(Collectors.joining(",", " transform='matrix(", ")'"));
  }

  private double opacity() {
    if (getComposite() instanceof AlphaComposite over
        && over.getRule() == AlphaComposite.SRC_OVER) {
      return over.getAlpha();
    }
    throw new UnsupportedOperationException("no SVG for composite " + getComposite());
  }

  /** Axes and grids ask for lines that keep to the screen's pixels. */
  private String edges() {
    return getRenderingHint(RenderingHints.KEY_STROKE_CONTROL)
            == RenderingHints.VALUE_STROKE_NORMALIZE
        ? ";shape-rendering:crispEdges"
        : "";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
