package dev.lamina.plugins.figures;

import dev.lamina.api.figure.Figure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What the renderer wrote. */
final class Rendered {

  private Rendered() {}

  static byte[] png(JFreeChartRenderer renderer, Figure figure) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      renderer.png(figure, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String svg(JFreeChartRenderer renderer, Figure figure) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      renderer.svg(figure, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The root of a drawing, which must be well-formed. */
  static Element document(JFreeChartRenderer renderer, Figure figure) {
    byte[] svg = svg(renderer, figure).getBytes(StandardCharsets.UTF_8);
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  static List<Element> elements(Element svg, String name) {
    List<Element> found = new ArrayList<>();
    var all = svg.getElementsByTagName(name);
    for (int i = 0; i < all.getLength(); i++) {
      found.add((Element) all.item(i));
    }
    return found;
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
