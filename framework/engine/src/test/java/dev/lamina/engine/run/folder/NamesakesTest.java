package dev.lamina.engine.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamesakesTest {

  private static final Axis AXIS = Axis.of("a");
  private static final Heatmap HEATMAP =
      new Heatmap(
              "t",
              AXIS,
              AXIS,
              List.of("c"),
              List.of("r"),
              List.of(),
              new double[][] {{1}},
              AXIS,
              Heatmap.Palette.DIVERGING)
          .within(0, 1)
          .numbered(2);

  @Test
  void severalOfATypeAreToldApartByTheirIds() {
    Namesakes one = Namesakes.of("one-layer", Map.of("one-layer", "pca", "all", "pca"));

    assertThat(one.sentence("Norms differ.")).isEqualTo("one-layer: Norms differ.");
    for (Figure figure : figures()) {
      assertThat(one.figure(figure).title()).isEqualTo("t (one-layer)");
      assertThat(one.figure(figure)).hasSameClassAs(figure);
    }
    assertThat(one.figure(HEATMAP))
        .usingRecursiveComparison()
        .ignoringFields("title")
        .isEqualTo(HEATMAP);
  }

  @Test
  void whatIsAloneIsLeftAsItIs() {
    Namesakes alone = Namesakes.of("pca", Map.of("pca", "pca", "probe", "linear-probe"));

    assertThat(alone.sentence("Norms differ.")).isEqualTo("Norms differ.");
    assertThat(alone.figure(HEATMAP)).isSameAs(HEATMAP);
  }

  private static List<Figure> figures() {
    return List.of(
        HEATMAP,
        new LineChart("t", AXIS, AXIS, List.of()),
        new ScatterPlot("t", AXIS, AXIS, List.of(), ScatterPlot.Scaling.FREE),
        new BarChart("t", AXIS, AXIS, List.of(), List.of()),
        new Histogram("t", AXIS, List.of()),
        new Panels("t", List.of(HEATMAP), 2));
  }
}
