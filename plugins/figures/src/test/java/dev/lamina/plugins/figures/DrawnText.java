package dev.lamina.plugins.figures;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A line of text in an SVG and the rectangle that its ink covers, measured here anew from the
 * document alone.
 */
record DrawnText(String text, Rectangle2D box, String style, boolean clipped) {

  private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);
  private static final Font REGULAR = font("Regular");
  private static final Font BOLD = font("Bold");
  private static final Pattern SIZE = Pattern.compile("font-size: (\\d+)px");
  private static final Pattern NUMBERS = Pattern.compile("matrix\\(([^)]*)\\)");

  static List<DrawnText> in(Element svg) {
    List<DrawnText> found = new ArrayList<>();
    var elements = svg.getElementsByTagName("text");
    for (int i = 0; i < elements.getLength(); i++) {
      found.add(of((Element) elements.item(i)));
    }
    return found;
  }

  private static DrawnText of(Element element) {
    String style = element.getAttribute("style");
    Matcher size = SIZE.matcher(style);
    if (!size.find()) {
      throw new AssertionError("no font size in " + style);
    }
    String text = element.getTextContent();
    Font font =
        (style.contains("font-weight: bold") ? BOLD : REGULAR)
            .deriveFont(Float.parseFloat(size.group(1)));
    Rectangle2D ink = font.createGlyphVector(UNHINTED, text).getVisualBounds();
    double x = Double.parseDouble(element.getAttribute("x"));
    double y = Double.parseDouble(element.getAttribute("y"));
    Rectangle2D placed =
        new Rectangle2D.Double(x + ink.getX(), y + ink.getY(), ink.getWidth(), ink.getHeight());
    return new DrawnText(
        text,
        transform(element).createTransformedShape(placed).getBounds2D(),
        style,
        element.hasAttribute("clip-path"));
  }

  private static AffineTransform transform(Element element) {
    AffineTransform all = new AffineTransform();
    for (Node node = element; node instanceof Element each; node = node.getParentNode()) {
      Matcher matrix = NUMBERS.matcher(each.getAttribute("transform"));
      if (matrix.find()) {
        double[] values =
            Stream.of(matrix.group(1).split(",", 6)).mapToDouble(Double::parseDouble).toArray();
        all.preConcatenate(new AffineTransform(values));
      }
    }
    return all;
  }

  private static Font font(String weight) {
    try (InputStream in =
        DrawnText.class.getResourceAsStream("/liberation/LiberationSans-" + weight + ".ttf")) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException | FontFormatException e) {
      throw new AssertionError(e);
    }
  }
}
