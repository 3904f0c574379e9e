package dev.lamina.engine.run.folder;

import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.engine.plan.PlannedAnalysis;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells apart what analyses of one type say: their sentences and the titles of their figures are
 * about the same things.
 *
 * @param id the analysis's id in the spec
 * @param several whether the spec has others of its type
 */
public record Namesakes(String id, boolean several) {

  /** Those of an analysis. */
  public static Namesakes of(PlannedAnalysis analysis, List<PlannedAnalysis> all) {
    return of(
        analysis.id(),
        all.stream().collect(Collectors.toMap(PlannedAnalysis::id, PlannedAnalysis::type)));
  }

  /**
   * Those of one of several analyses or comparisons.
   *
   * @param types of all, by their ids
   */
  public static Namesakes of(String id, Map<String, String> types) {
    String type = types.get(id);
    return new Namesakes(
        id, types.values().stream().filter(other -> other.equals(type)).count() > 1);
  }

  /** The sentence after the id, if there are several. */
  public String sentence(String sentence) {
    return several ? id + ": " + sentence : sentence;
  }

  /** The figure with the id in its title, if there are several. */
  public Figure figure(Figure figure) {
    return several ? titled(figure, "%s (%s)".formatted(figure.title(), id)) : figure;
  }

  private static Figure titled(Figure figure, String title) {
    if (figure instanceof LineChart of) {
      return new LineChart(title, of.x(), of.y(), of.lines());
    } else if (figure instanceof ScatterPlot of) {
      return new ScatterPlot(title, of.x(), of.y(), of.groups(), of.scaling());
    } else if (figure instanceof Heatmap of) {
      return of.titled(title);
    } else if (figure instanceof BarChart of) {
      return new BarChart(title, of.x(), of.y(), of.categories(), of.series());
    } else if (figure instanceof Histogram of) {
      return new Histogram(title, of.x(), of.distributions());
    } else if (figure instanceof Panels of) {
      return new Panels(title, of.panels(), of.columns());
    }
    throw new IllegalArgumentException("unknown kind of figure: " + figure.getClass());
  }
}
