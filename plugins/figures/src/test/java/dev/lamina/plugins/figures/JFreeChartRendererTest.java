package dev.lamina.plugins.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.figure.Figure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class JFreeChartRendererTest {

  private static final JFreeChartRenderer RENDERER = new JFreeChartRenderer();

  static Stream<Arguments> figures() {
    Map<String, Figure> all = new LinkedHashMap<>(Samples.all());
    all.putAll(EdgeCases.all());
    return all.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("figures")
  void aPngHasTwiceTheNominalResolution(String name, Figure figure) throws IOException {
    Element svg = Rendered.document(RENDERER, figure);
    BufferedImage png = image(RENDERER, figure);

    assertThat(png.getWidth()).isEqualTo((int) (2 * Rendered.number(svg, "width")));
    assertThat(png.getHeight()).isEqualTo((int) (2 * Rendered.number(svg, "height")));
    assertThat(png.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
    assertThat(hasInk(png)).isTrue();
  }

  @Test
  void theSameFigureGivesTheSameBytes() {
    Samples.all()
        .forEach(
            (name, figure) -> {
              JFreeChartRenderer other = new JFreeChartRenderer();
              Figure again = Samples.all().get(name);
              assertThat(Rendered.png(other, again)).isEqualTo(Rendered.png(RENDERER, figure));
              assertThat(Rendered.svg(other, again)).isEqualTo(Rendered.svg(RENDERER, figure));
            });
  }

  @Test
  void eightThreadsDrawTheSameAsOne() throws ExecutionException, InterruptedException {
    List<Figure> figures =
        List.of(
            Samples.overview(),
            Samples.norms(12, "resid_post"),
            Samples.heatmap(1000, 36),
            Samples.relations(),
            Samples.histogram(300, 300));
    List<byte[]> expected = figures.stream().map(JFreeChartRendererTest::both).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<byte[]>> drawn = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        figures.forEach(figure -> drawn.add(threads.submit(() -> both(figure))));
      }
      for (int i = 0; i < drawn.size(); i++) {
        assertThat(drawn.get(i).get()).isEqualTo(expected.get(i % expected.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void idsOfTwoFiguresDifferSoThatTheyCanStandInOnePage() {
    List<String> one = ids(Rendered.document(RENDERER, Samples.probe(6)));
    List<String> other = ids(Rendered.document(RENDERER, Samples.probe(36)));

    assertThat(one).isNotEmpty().doesNotHaveDuplicates().doesNotContainAnyElementsOf(other);
  }

  @Test
  void anSvgNamesFontsThatEveryViewerHas() {
    for (DrawnText text : DrawnText.in(Rendered.document(RENDERER, Samples.overview()))) {
      assertThat(text.style()).contains("font-family: Helvetica, Arial, ", "sans-serif;");
    }
  }

  @Test
  void aPngIsPrintedSixAndAHalfInchesWide() throws IOException {
    byte[] png = Rendered.png(RENDERER, Samples.probe(6));
    int at = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4;
    int pixelsPerMeter = ByteBuffer.wrap(png, at, 4).getInt();

    assertThat(image(RENDERER, Samples.probe(6)).getWidth() / (pixelsPerMeter * 0.0254))
        .isCloseTo(6.5, within(0.001));
  }

  private static byte[] both(Figure figure) {
    byte[] png = Rendered.png(RENDERER, figure);
    byte[] svg = Rendered.svg(RENDERER, figure).getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(png, png.length + svg.length);
    System.arraycopy(svg, 0, both, png.length, svg.length);
    return both;
  }

  private static BufferedImage image(JFreeChartRenderer renderer, Figure figure)
      throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Rendered.png(renderer, figure)));
  }

  /** Whether there is a dark pixel, as of text. */
  private static boolean hasInk(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFF) < 0x60) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> ids(Element svg) {
    return Rendered.elements(svg, "clipPath").stream()
        .map(clip -> clip.getAttribute("id"))
        .toList();
  }
}
