package dev.lamina.plugins.figures;

import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.plugins.figures.png.PngEncoder;
import dev.lamina.plugins.figures.text.Fonts;
import dev.lamina.plugins.figures.text.Lettering;
import jakarta.inject.Inject;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Draws figures by JFreeChart. The same figure gives the same bytes. */
@Doc(
    "Draws figures as PNG (twice the nominal resolution) and SVG, ready for a paper."
        + " White background, Okabe-Ito colours for groups, viridis for magnitude, an even"
        + " blue-white-red for differences, 6.5 inches wide, text in Liberation Sans (as wide as"
        + " Helvetica).")
@Example("{type: jfreechart}")
public final class JFreeChartRenderer implements FigureRenderer {

  private static final int RESOLUTION = 2;
  private static final double INCHES = 6.5;
  private static final double INCHES_A_METER = 39.3701;

  private Optional<Lettering> lettering = Optional.empty();

  @Inject
  public JFreeChartRenderer() {
    // Java must not look for a display, nor show itself in the dock of a Mac.
    System.setProperty("java.awt.headless", "true");
  }

  @Override
  public void png(Figure figure, OutputStream out) throws IOException {
    Page page = Page.of(figure, lettering());
    BufferedImage image =
        new BufferedImage(
            RESOLUTION * page.width(), RESOLUTION * page.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.scale(RESOLUTION, RESOLUTION);
    page.draw(g);
    g.dispose();
    double pixelsPerInch = image.getWidth() / INCHES;
    PngEncoder.write(image, (int) Math.round(pixelsPerInch * INCHES_A_METER), out);
  }

  @Override
  public void svg(Figure figure, OutputStream out) throws IOException {
    String svg = SvgDocument.of(Page.of(figure, lettering()));
    out.write(svg.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The fonts, read when first needed because that takes a while. */
  private synchronized Lettering lettering() {
    if (lettering.isEmpty()) {
      lettering = Optional.of(new Lettering(Fonts.load()));
    }
    return lettering.get();
  }
}
