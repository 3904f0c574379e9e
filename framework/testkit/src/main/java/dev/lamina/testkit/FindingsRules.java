package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.testkit.RecordedFindings.Headline;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** When findings are well formed: what their names, shapes and words must be. */
final class FindingsRules {

  private static final Pattern METRIC = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*");
  private static final Pattern GROUP = Pattern.compile("|[^=\\s]+=.+");
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]*");
  private static final List<Class<?>> CELLS =
      List.of(String.class, Integer.class, Long.class, Double.class, Boolean.class);

  private FindingsRules() {}

  static void verify(Study study, RecordedFindings findings) {
    findings.metrics().forEach(metric -> verify(study, metric));
    verifyApart(findings.metrics());
    findings.tables().forEach(FindingsRules::verify);
    findings
        .figures()
        .forEach(
            (name, figure) -> {
              assertThat(name).as("a figure's name").matches(NAME);
              verify(figure);
            });
    findings.headlines().forEach(FindingsRules::verify);
    assertThat(findings.tensors().keySet())
        .as("tensor files")
        .allMatch(path -> path.contains(".safetensors#") && !path.startsWith("/"));
  }

  /**
   * No two metrics are published as one: a tracker's key is of component, group and name, its step
   * the layer, and 0 without layer.
   */
  private static void verifyApart(List<Metric> metrics) {
    assertThat(metrics.stream().map(metric -> key(metric) + "|" + metric.layer()))
        .as("what the metrics are about")
        .doesNotHaveDuplicates();
    Set<String> ofLayers =
        metrics.stream()
            .filter(metric -> metric.layer().isPresent())
            .map(FindingsRules::key)
            .collect(Collectors.toSet());
    assertThat(metrics)
        .as("metrics without layer that are named as one with layer")
        .filteredOn(metric -> metric.layer().isEmpty())
        .filteredOn(metric -> ofLayers.contains(key(metric)))
        .isEmpty();
  }

  private static String key(Metric metric) {
    return metric.component() + "|" + metric.group() + "|" + metric.name();
  }

  private static void verify(Study study, Metric metric) {
    assertThat(metric.name()).as("name of %s", metric).matches(METRIC);
    assertThat(metric.group()).as("group of %s", metric).matches(GROUP);
    assertThat(Double.isInfinite(metric.value())).as("%s is infinite", metric).isFalse();
    metric
        .component()
        .ifPresent(
            component ->
                assertThat(study.design().components()).as("%s", metric).contains(component));
    List<Integer> layers =
        metric
            .component()
            .map(component -> study.activations(component).layers())
            .orElse(study.design().layers());
    metric.layer().ifPresent(layer -> assertThat(layers).as("%s", metric).contains(layer));
  }

  private static void verify(String name, Table table) {
    assertThat(name).as("a table's name").matches(NAME);
    assertThat(table.columns())
        .as("columns of table '%s'", name)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
    assertThat(table.rows()).as("rows of table '%s'", name).isNotEmpty();
    for (List<Object> row : table.rows()) {
      assertThat(row)
          .as("a row of table '%s'", name)
          .allMatch(cell -> CELLS.contains(cell.getClass()));
    }
  }

  private static void verify(Headline headline) {
    assertThat(headline.importance()).as("importance").isBetween(1, 100);
    assertThat(headline.sentence())
        .as("a headline")
        .endsWith(".")
        .doesNotContain("NaN", "Infinity", "null", "\n", "..", "  ");
    verify(headline.figure());
  }

  private static void verify(Figure figure) {
    assertThat(figure.title()).as("title of %s", figure.getClass()).isNotBlank();
    assertThat(figure.title()).as("a title").doesNotEndWith(".");
    if (figure instanceof LineChart chart) {
      verify(chart, chart.x(), chart.y());
      assertThat(chart.lines()).as("lines of %s", chart.title()).isNotEmpty();
      legend(chart, chart.lines().stream().map(LineChart.Line::name).toList());
      chart.lines().forEach(line -> verify(chart, line));
    } else if (figure instanceof ScatterPlot plot) {
      verify(plot, plot.x(), plot.y());
      assertThat(plot.groups()).as("groups of %s", plot.title()).isNotEmpty();
      legend(plot, plot.groups().stream().map(ScatterPlot.Group::name).toList());
      plot.groups()
          .forEach(group -> assertThat(group.y()).as(group.name()).hasSameSizeAs(group.x()));
    } else if (figure instanceof Heatmap map) {
      verify(map, map.x(), map.y(), map.value());
      verifyCells(map);
    } else if (figure instanceof BarChart chart) {
      verify(chart, chart.x(), chart.y());
      distinct(chart, chart.categories());
      legend(chart, chart.series().stream().map(BarChart.Series::name).toList());
      chart.series().forEach(series -> verify(chart, series));
    } else if (figure instanceof Histogram histogram) {
      verify(histogram, histogram.x());
      legend(
          histogram, histogram.distributions().stream().map(Histogram.Distribution::name).toList());
      histogram.distributions().forEach(of -> assertThat(of.values()).as(of.name()).isNotEmpty());
    } else if (figure instanceof Panels panels) {
      assertThat(panels.panels()).as("panels of %s", panels.title()).isNotEmpty();
      assertThat(panels.columns()).as("columns of %s", panels.title()).isPositive();
      panels.panels().forEach(FindingsRules::verify);
    }
  }

  private static void verify(Figure figure, Axis... axes) {
    for (Axis axis : axes) {
      assertThat(axis.label()).as("an axis of %s", figure.title()).isNotBlank();
    }
  }

  /** Names stand in a legend: one alone may be empty for none, several differ. */
  private static void legend(Figure figure, List<String> names) {
    if (!names.equals(List.of(""))) {
      distinct(figure, names);
    }
  }

  /** There are some, none is blank, no two are alike. */
  private static void distinct(Figure figure, List<String> names) {
    assertThat(names)
        .as("names in %s", figure.title())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
  }

  private static void verify(LineChart chart, LineChart.Line line) {
    String where = "%s of %s".formatted(line.name(), chart.title());
    assertThat(line.x()).as("x of %s", where).isNotEmpty().isSorted();
    assertThat(line.y()).as("y of %s", where).hasSameSizeAs(line.x());
    line.band()
        .ifPresent(
            band -> {
              assertThat(band.low()).as("band of %s", where).hasSameSizeAs(line.x());
              assertThat(band.high()).as("band of %s", where).hasSameSizeAs(line.x());
              for (int i = 0; i < band.low().length; i++) {
                assertThat(band.low()[i] > band.high()[i]).as("band of %s", where).isFalse();
              }
            });
  }

  private static void verifyCells(Heatmap map) {
    assertThat(map.values().length).as("rows of %s", map.title()).isEqualTo(map.rows().size());
    for (double[] row : map.values()) {
      assertThat(row.length).as("columns of %s", map.title()).isEqualTo(map.columns().size());
    }
    if (!map.rowGroups().isEmpty()) {
      assertThat(map.rowGroups()).as("row groups of %s", map.title()).hasSameSizeAs(map.rows());
    }
  }

  private static void verify(BarChart chart, BarChart.Series series) {
    String where = "%s of %s".formatted(series.name(), chart.title());
    assertThat(series.values().length).as(where).isEqualTo(chart.categories().size());
    series
        .intervals()
        .ifPresent(
            intervals -> {
              assertThat(intervals.low()).as(where).hasSameSizeAs(series.values());
              assertThat(intervals.high()).as(where).hasSameSizeAs(series.values());
              for (int i = 0; i < series.values().length; i++) {
                double[] ends = {intervals.low()[i], intervals.high()[i]};
                assertThat(ends[0] > ends[1]).as("turned around: %s %s", where, i).isFalse();
              }
            });
  }
}
