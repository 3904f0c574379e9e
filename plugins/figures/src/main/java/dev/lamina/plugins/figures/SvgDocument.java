package dev.lamina.plugins.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/** An SVG that is the same each time and can stand beside others in one HTML page. */
final class SvgDocument {

  private static final String FAMILIES = "Helvetica, Arial, \"Liberation Sans\", sans-serif";

  /** Stands for the ids' beginning until the content is known; a character for private use. */
  private static final String IDS = "\uE000";

  private SvgDocument() {}

  static String of(Page page) {
    SVGGraphics2D g = new SVGGraphics2D(page.width(), page.height());
    g.setDefsKeyPrefix(IDS);
    g.setFontFunction(family -> FAMILIES);
    g.setGeomDoubleConverter(SvgDocument::twoDecimals);
    g.setTransformDoubleConverter(SvgDocument::fourDecimals);
    page.draw(g);
    String svg =
        g.getSVGElement(null, true, new ViewBox(0, 0, page.width(), page.height()), null, null);
    CRC32 checksum = new CRC32();
    checksum.update(svg.getBytes(StandardCharsets.UTF_8));
    String ids = "f%08x-".formatted(checksum.getValue());
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.replace(IDS, ids) + "\n";
  }

  private static String twoDecimals(double number) {
    return rounded(number, 2);
  }

  private static String fourDecimals(double number) {
    return rounded(number, 4);
  }

  private static String rounded(double number, int decimals) {
    return BigDecimal.valueOf(number)
        .setScale(decimals, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
