package dev.lamina.plugins.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.Figure;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Text is whole, inside of the figure and apart from other text, whatever the figure. */
class ReadabilityTest {

  private static final JFreeChartRenderer RENDERER = new JFreeChartRenderer();

  static Stream<Arguments> figures() {
    Map<String, Figure> all = new LinkedHashMap<>(Samples.all());
    all.putAll(EdgeCases.all());
    return all.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("figures")
  void noTextIsCutOrOverlapsAnother(String name, Figure figure) {
    Element svg = Rendered.document(RENDERER, figure);
    Rectangle2D canvas =
        new Rectangle2D.Double(0, 0, Rendered.number(svg, "width"), Rendered.number(svg, "height"));
    List<DrawnText> texts = DrawnText.in(svg);

    assertThat(texts).isNotEmpty();
    assertThat(texts).allMatch(text -> canvas.contains(text.box()) && !text.clipped());
    assertThat(overlapping(texts)).isEmpty();
  }

  private static List<String> overlapping(List<DrawnText> texts) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (texts.get(i).box().intersects(texts.get(j).box())) {
          found.add(texts.get(j) + " and " + texts.get(i));
        }
      }
    }
    return found;
  }
}
