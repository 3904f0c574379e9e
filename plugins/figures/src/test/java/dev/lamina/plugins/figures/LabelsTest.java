package dev.lamina.plugins.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader is told in words. */
class LabelsTest {

  private static final JFreeChartRenderer RENDERER = new JFreeChartRenderer();

  static Stream<Arguments> figures() {
    return Samples.all().entrySet().stream()
        .map((Map.Entry<String, Figure> entry) -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("figures")
  void titlesAxesAndGroupsAreNamed(String name, Figure figure) {
    String text = text(figure).stream().map(DrawnText::text).collect(Collectors.joining(" "));

    assertThat(text.replaceAll("\u00A0+", " ")).contains(words(figure));
  }

  @Test
  void linesAreNamedAtTheirEndsWhereThereIsRoom() {
    assertThat(named(text(Samples.probe(6)), "shuffled labels").box().getX()).isGreaterThan(500);
  }

  @Test
  void aLegendNamesLinesThatEndTogether() {
    List<DrawnText> text = text(EdgeCases.all().get("lines-12-together"));

    assertThat(named(text, "relation 0").box().getY()).isLessThan(100);
    assertThat(named(text, "relation 11").box().getY()).isLessThan(100);
  }

  @Test
  void panelsWithTheSameGroupsShareALegend() {
    assertThat(text(Samples.components()))
        .filteredOn(text -> text.text().equals("is_true=true"))
        .hasSize(1);
  }

  @Test
  void panelsWithDifferentGroupsExplainThemselves() {
    assertThat(text(Samples.overview()))
        .filteredOn(text -> text.text().equals("is_true=true"))
        .hasSize(3);
  }

  @Test
  void layersAreTickedAtIntegersOnly() {
    assertThat(ticks(Samples.norms(6, "attn_out")))
        .contains("0", "1", "2", "3", "4", "5")
        .doesNotContain("0.5", "0.0", "1.0");
    assertThat(ticks(Samples.probe(36))).contains("0", "10", "20", "34").doesNotContain("2.5");
  }

  @Test
  void scoresAreTickedWithinZeroAndOne() {
    Figure figure = EdgeCases.all().get("score-perfect");

    assertThat(ticks(figure)).filteredOn(tick -> tick.contains(".")).isNotEmpty();
    assertThat(ticks(figure))
        .filteredOn(tick -> tick.contains("."))
        .allMatch(tick -> Double.parseDouble(tick) <= 1);
  }

  @Test
  void aNumberIsWrittenTheWayPapersDo() {
    assertThat(ticks(Samples.effectSizes())).contains("−0.2", "0.0").doesNotContain("−0.0");
    assertThat(ticks(EdgeCases.all().get("lines-tiny"))).contains("0", "1e−9");
    assertThat(ticks(EdgeCases.all().get("lines-infinite"))).contains("400,000");
  }

  @Test
  void manyRowsGoWithoutNamesAndManyColumnsAreThinnedOut() {
    assertThat(ticks(Samples.heatmap(60, 12))).anyMatch(text -> text.startsWith("The city of"));
    assertThat(ticks(Samples.heatmap(1000, 36)))
        .noneMatch(text -> text.startsWith("The city of"))
        .contains("0", "2", "34")
        .doesNotContain("1", "3");
  }

  /** A hundred layers against a hundred, in a space for one: some tell where the others are. */
  @Test
  void rowsThatAreCountedAreThinnedOut() {
    List<String> layers = IntStream.range(0, 100).mapToObj(layer -> "" + layer).toList();
    Heatmap heatmap =
        new Heatmap(
            "CKA",
            Axis.layers(),
            Axis.layers(),
            List.of("first"),
            layers,
            List.of(),
            new double[100][1],
            Axis.of("CKA"),
            Heatmap.Palette.SEQUENTIAL);
    assertThat(ticks(heatmap)).contains("0", "first").doesNotContain("1");
    assertThat(ticks(heatmap).stream().filter(layers::contains).count()).isBetween(10L, 60L);
  }

  @Test
  void longNamesEndInAnEllipsis() {
    assertThat(ticks(EdgeCases.all().get("bars-long"))).anyMatch(text -> text.endsWith("…"));
  }

  @Test
  void characterSetsOfTheWorldReachTheSvgWhole() {
    assertThat(ticks(EdgeCases.all().get("lines-unicode")))
        .contains("北京是中国的首都", "🙂 emoji 👩‍🔬", "العربية", "a b c \uFFFD");
  }

  @Test
  void groupsOfOneSizeAreCountedAndOthersShownAsDensities() {
    assertThat(ticks(Samples.histogram(300, 300))).contains("count");
    assertThat(ticks(Samples.histogram(500, 180))).contains("density");
  }

  private static List<DrawnText> text(Figure figure) {
    return DrawnText.in(Rendered.document(RENDERER, figure));
  }

  private static List<String> ticks(Figure figure) {
    return text(figure).stream().map(DrawnText::text).toList();
  }

  private static DrawnText named(List<DrawnText> texts, String name) {
    return texts.stream().filter(text -> text.text().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> words(Figure figure) {
    List<String> words = new ArrayList<>(List.of(figure.title()));
    if (figure instanceof LineChart chart) {
      words.addAll(axes(chart.x(), chart.y()));
      chart.lines().forEach(line -> words.add(line.name()));
    } else if (figure instanceof ScatterPlot plot) {
      words.addAll(axes(plot.x(), plot.y()));
      plot.groups().forEach(group -> words.add(group.name()));
    } else if (figure instanceof Heatmap heatmap) {
      words.addAll(axes(heatmap.x(), heatmap.y(), heatmap.value()));
      words.addAll(heatmap.rowGroups());
    } else if (figure instanceof BarChart chart) {
      words.addAll(axes(chart.x(), chart.y()));
      chart.series().forEach(series -> words.add(series.name()));
    } else if (figure instanceof Histogram histogram) {
      words.addAll(axes(histogram.x()));
      histogram.distributions().forEach(one -> words.add(one.name()));
    } else if (figure instanceof Panels panels) {
      panels.panels().forEach(panel -> words.addAll(words(panel)));
    }
    return words;
  }

  private static List<String> axes(Axis... axes) {
    return Stream.of(axes).map(Axis::label).toList();
  }
}
