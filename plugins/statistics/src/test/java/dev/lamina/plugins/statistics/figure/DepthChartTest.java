package dev.lamina.plugins.statistics.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepthChartTest {

  private static final Axis NORM = Axis.of("mean L2 norm");

  @Test
  void drawsLinesOverLayersWithBands() {
    LineChart chart =
        (LineChart)
            new DepthChart("Norms", NORM)
                .band("true", List.of(2, 5), new double[] {1, 2}, new double[] {.5, .25})
                .figure();

    LineChart.Line line = chart.lines().get(0);
    assertThat(line.x()).containsExactly(2, 5);
    assertThat(line.band().orElseThrow().low()).containsExactly(.5, 1.75);
    assertThat(line.band().orElseThrow().high()).containsExactly(1.5, 2.25);
    assertThat(chart.x()).isEqualTo(Axis.layers());
  }

  @Test
  void drawsWhatExistsOnceAsALevelLine() {
    LineChart chart =
        (LineChart)
            new DepthChart("Norms", NORM)
                .line("resid_post", List.of(1, 2, 3), new double[] {1, 2, 3})
                .line("embed", List.of(0), new double[] {4})
                .figure();

    LineChart.Line embed = chart.lines().get(1);
    assertThat(embed.x()).containsExactly(0, 3);
    assertThat(embed.y()).containsExactly(4, 4);
    assertThat(embed.role()).isEqualTo(Role.REFERENCE);
  }

  @Test
  void drawsBarsOfASingleLayer() {
    BarChart chart =
        (BarChart)
            new DepthChart("Norms", NORM)
                .line("true", List.of(3), new double[] {1})
                .reference("chance", List.of(3), new double[] {2})
                .figure();

    assertThat(chart.x().label()).isEqualTo("layer 3");
    assertThat(chart.categories()).containsExactly("true", "chance");
    assertThat(chart.series().get(0).values()).containsExactly(1, 2);
    assertThat(chart.series().get(0).intervals()).isEmpty();
  }

  @Test
  void barsOfASingleLayerKeepTheirIntervals() {
    BarChart chart =
        (BarChart)
            new DepthChart("Norms", NORM)
                .band(
                    "true",
                    List.of(3),
                    new double[] {1},
                    new Band(new double[] {0.97}, new double[] {1}))
                .chance("chance", List.of(3), new double[] {2})
                .figure();

    Band intervals = chart.series().get(0).intervals().orElseThrow();
    assertThat(intervals.low()).containsExactly(0.97, Double.NaN);
    assertThat(intervals.high()).containsExactly(1, Double.NaN);
  }

  @Test
  void whatExistsOnceIsALevelLineThatKeepsWhatItIsToTheReader() {
    LineChart chart =
        (LineChart)
            new DepthChart("Norms", NORM)
                .line("true", List.of(1, 3), new double[] {1, 2})
                .band("embed", List.of(0), new double[] {1}, new double[] {0.5})
                .control("shuffled", List.of(0), new double[] {0.5})
                .chance("chance", List.of(0), new double[] {0.25})
                .figure();

    assertThat(chart.lines())
        .extracting(LineChart.Line::role)
        .containsExactly(Role.DATA, Role.REFERENCE, Role.CONTROL, Role.CHANCE);
    Band band = chart.lines().get(1).band().orElseThrow();
    assertThat(band.low()).containsExactly(0.5, 0.5);
    assertThat(band.high()).containsExactly(1.5, 1.5);
    assertThat(chart.lines().get(3).x()).containsExactly(0, 3);
    assertThat(chart.lines().get(3).y()).containsExactly(0.25, 0.25);
  }
}
