package dev.lamina.plugins.figures;

import dev.lamina.plugins.figures.svg.Markup;
import dev.lamina.plugins.figures.svg.SvgGraphics;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** An SVG that is the same each time and can stand beside others in one HTML page. */
final class SvgDocument {

  /** Stands for the ids' beginning until the content is known; a character for private use. */
  private static final String IDS = "\uE000";

  private SvgDocument() {}

  static String of(Page page) {
    Markup markup = new Markup(IDS);
    SvgGraphics g = new SvgGraphics(markup);
    page.draw(g);
    g.dispose();
    String svg =
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
            + " width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d'>"
                .formatted(page.width(), page.height())
            + "<defs>"
            + markup.definitions()
            + "</defs>"
            + markup.elements()
            + "</svg>";
    CRC32 checksum = new CRC32();
    checksum.update(svg.getBytes(StandardCharsets.UTF_8));
    String ids = "f%08x-".formatted(checksum.getValue());
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.replace(IDS, ids) + "\n";
  }
}
