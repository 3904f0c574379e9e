package dev.lamina.plugins.figures.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Expected elements follow from SVG 1.1 (W3C Recommendation, second edition). */
class SvgGraphicsTest {

  private final Markup markup = new Markup("id");
  private final Graphics2D g = new SvgGraphics(markup);

  @Test
  void shapesKeepTheirKindAndColour() {
    g.setColor(Color.RED);
    g.fill(new Rectangle(1, 2, 3, 4));
    g.fill(new Ellipse2D.Double(0, 0, 4, 2));

    assertThat(markup.elements())
        .isEqualTo(
            "<rect x='1' y='2' width='3' height='4' style='fill:rgb(255,0,0)'/>"
                + "<ellipse cx='2' cy='1' rx='2' ry='1' style='fill:rgb(255,0,0)'/>");
  }

  @Test
  void curvesAreWrittenAsPaths() {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    path.moveTo(0, 0);
    path.quadTo(1, 2, 3.125, 4);
    path.curveTo(1, 2, 3, 4, 5, -6);
    path.closePath();
    g.fill(path);

    assertThat(markup.elements()).contains(" d='M0,0Q1,2,3.12,4C1,2,3,4,5,-6Z'");
  }

  @Test
  void opacitiesOfColourAndCompositeMultiply() {
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.5f));
    g.setColor(new Color(0, 0, 0, 51));
    g.fillRect(0, 0, 1, 1);

    assertThat(markup.elements()).contains("fill:rgb(0,0,0);fill-opacity:0.1'");
  }

  @Test
  void aPenHasItsWidthEndsJoinsAndDashes() {
    float[] dashes = {6, 2.5f};
    g.setColor(Color.BLACK);
    g.setStroke(
        new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_BEVEL, 10, dashes, 1));
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_NORMALIZE);
    g.drawLine(0, 1, 2, 3);

    assertThat(markup.elements())
        .isEqualTo(
            "<line x1='0' y1='1' x2='2' y2='3' style='stroke:rgb(0,0,0);stroke-width:1.5"
                + ";stroke-linecap:round;stroke-linejoin:bevel;stroke-dasharray:6,2.5"
                + ";stroke-dashoffset:1;fill:none;shape-rendering:crispEdges'/>");
  }

  @Test
  void textStaysTextAndIsEscaped() {
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 11));
    g.drawString("a < b & \"c\"", 1.5f, 2);

    assertThat(markup.elements())
        .startsWith("<text x='1.5' y='2' style='")
        .contains("font-size: 11px; font-weight: bold'>a &lt; b &amp; \"c\"</text>");
  }

  @Test
  void aClipIsDefinedOnceAndHoldsUntilItIsTakenAway() {
    g.clip(new Rectangle(0, 0, 10, 10));
    g.fillRect(0, 0, 1, 1);
    g.fillRect(1, 1, 1, 1);
    g.setClip(null);
    g.fillRect(2, 2, 1, 1);

    assertThat(markup.definitions())
        .isEqualTo("<clipPath id='id0'><path d='M0,0L10,0L10,10L0,10L0,0Z'/></clipPath>");
    assertThat(markup.elements().split("clip-path='url\\(#id0\\)'", -1)).hasSize(3);
    assertThat(markup.elements())
        .endsWith("<rect x='2' y='2' width='1' height='1'" + " style='fill:rgb(255,255,255)'/>");
  }

  @Test
  void aClipStaysWhereItIsWhenTheTransformChanges() {
    g.clip(new Rectangle(0, 0, 10, 10));
    g.translate(5, 0);
    g.fillRect(0, 0, 1, 1);

    assertThat(markup.elements()).contains("transform='matrix(1,0,0,1,5,0)'");
    assertThat(markup.definitions()).contains("d='M-5,0L5,0L5,10L-5,10L-5,0Z'");
  }

  @Test
  void aCopyDrawsIntoTheSameMarkupWithSettingsOfItsOwn() {
    g.setColor(Color.BLACK);
    Graphics2D copy = (Graphics2D) g.create();
    copy.setColor(Color.RED);
    copy.fillRect(0, 0, 1, 1);
    copy.dispose();
    g.fillRect(0, 0, 1, 1);

    assertThat(markup.elements()).containsSubsequence("fill:rgb(255,0,0)", "fill:rgb(0,0,0)");
  }

  @Test
  void aGradientIsDefinedInPixels() {
    Color[] colours = {Color.BLACK, new Color(255, 0, 0, 51)};
    g.setPaint(new LinearGradientPaint(0, 1, 0, 9, new float[] {0, 1}, colours));
    g.fillRect(0, 0, 1, 1);

    assertThat(markup.elements()).contains("fill:url(#id0)");
    assertThat(markup.definitions())
        .isEqualTo(
            "<linearGradient id='id0' gradientUnits='userSpaceOnUse' x1='0' y1='1' x2='0' y2='9'>"
                + "<stop offset='0' style='stop-color:rgb(0,0,0)'/>"
                + "<stop offset='1' style='stop-color:rgb(255,0,0);stop-opacity:0.2'/>"
                + "</linearGradient>");
  }

  @Test
  void anImageBringsItsPixels() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, 0x123456);
    g.drawImage(image, AffineTransform.getScaleInstance(0.5, 0.5), null);
    Matcher pixels = Pattern.compile("base64,([^']*)'").matcher(markup.elements());

    assertThat(markup.elements())
        .startsWith("<image width='3' height='2'")
        .contains("matrix(0.5,0,0,0.5,0,0)");
    assertThat(pixels.find()).isTrue();
    byte[] png = Base64.getDecoder().decode(pixels.group(1));
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getRGB(2, 1)).isEqualTo(0xFF123456);
  }

  @Test
  void whatAnSvgCannotHoldIsRefusedRatherThanLeftOut() {
    assertThatThrownBy(() -> g.setXORMode(Color.RED))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("an SVG of a figure does not hold exclusive-or");
    g.setComposite(AlphaComposite.Clear);
    assertThatThrownBy(() -> g.fillRect(0, 0, 1, 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
