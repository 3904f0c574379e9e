package dev.lamina.plugins.probes.trajectory;

import dev.lamina.api.analysis.Study;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Curves over layers, and single prompts token by token. */
record TrajectoryFigures(Study study, List<Position> positions, Optional<Label> label) {

  /** A measure by layer, a line a position, and class where classes differ by their tokens. */
  Figure curves(ComponentTrajectory of, TokenMeasure measure) {
    List<String> names = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (Position position : positions) {
      if (measure == TokenMeasure.TO_LAST && position == Position.LAST) {
        continue; // 1 by definition
      }
      for (int group : groups(measure)) {
        names.add(name(position, group));
        values.add(of.values(layer -> layer.spread(measure, position, group).mean()));
      }
    }
    Scale scale = Scale.of(measure, range(values));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      lines.add(line(names.get(i), of.depths(), scale.of(values.get(i))));
    }
    return chart(title(measure, of), Axis.of(scale.axis()), lines);
  }

  private static DoubleSummaryStatistics range(List<double[]> values) {
    return values.stream()
        .flatMapToDouble(Arrays::stream)
        .filter(value -> !Double.isNaN(value))
        .summaryStatistics();
  }

  private static String title(TokenMeasure measure, ComponentTrajectory of) {
    return "%s, %s".formatted(measure.title(), of.component());
  }

  /** Norms and changes of the two classes lie over each other; their metrics are of both. */
  private List<Integer> groups(TokenMeasure measure) {
    boolean byClass = measure == TokenMeasure.SCORE || measure == TokenMeasure.TO_LAST;
    return label
        .filter(of -> byClass)
        .map(of -> IntStream.range(0, of.classes().size()).boxed().toList())
        .orElse(List.of(LayerTrajectory.ALL));
  }

  private String name(Position position, int group) {
    return group == LayerTrajectory.ALL
        ? position.id()
        : position.id() + ", " + Quoted.bare(label.orElseThrow().classes().get(group));
  }

  /** How well the held-out score tells the classes apart, by layer, a line a position. */
  Figure separation(ComponentTrajectory of) {
    List<Line> lines = new ArrayList<>();
    for (Position position : positions) {
      Band band =
          new Band(
              of.values(layer -> layer.interval(position).low()),
              of.values(layer -> layer.interval(position).high()));
      double[] aucs = of.values(layer -> layer.auc(position));
      lines.add(new Line(position.id(), of.depths(), aucs, Optional.of(band), Role.DATA));
    }
    double[] depths = of.depths();
    lines.add(
        new Line(
            "chance",
            new double[] {depths[0], depths[depths.length - 1]},
            new double[] {0.5, 0.5},
            Optional.empty(),
            Role.CHANCE));
    return chart(
        "Separation of %s by position, %s"
            .formatted(Quoted.bare(label.orElseThrow().name()), of.component()),
        new Axis("held-out ROC AUC, 95% interval", Axis.Scale.UNIT_INTERVAL),
        lines);
  }

  private static Line line(String name, double[] depths, double[] values) {
    return new Line(name, depths, values, Optional.empty(), Role.DATA);
  }

  private static Figure chart(String title, Axis axis, List<Line> lines) {
    if (lines.get(0).x().length > 1) {
      return new LineChart(title, Axis.layers(), axis, lines);
    }
    List<String> names = lines.stream().map(Line::name).toList();
    double[] values = lines.stream().mapToDouble(line -> line.y()[0]).toArray();
    return new BarChart(
        title,
        Axis.of("layer %.0f".formatted(lines.get(0).x()[0])),
        axis,
        names,
        List.of(new BarChart.Series(axis.label(), values, intervals(lines))));
  }

  /** That of each line, NaN for those without; none if no line has a band. */
  private static Optional<Band> intervals(List<Line> lines) {
    return lines.stream().anyMatch(line -> line.band().isPresent())
        ? Optional.of(new Band(ends(lines, Band::low), ends(lines, Band::high)))
        : Optional.empty();
  }

  private static double[] ends(List<Line> lines, Function<Band, double[]> end) {
    return lines.stream()
        .mapToDouble(line -> line.band().map(end).map(of -> of[0]).orElse(Double.NaN))
        .toArray();
  }

  /** Prompts one below the other, tokens from top to bottom, layers from left to right. */
  Figure prompts(ComponentTrajectory of, TokenMeasure measure, List<Integer> rows) {
    List<String> names = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (int row : rows) {
      List<String> tokens = tokens(row);
      for (int token = 0; token < tokens.size(); token++) {
        int at = token;
        names.add(tokens.get(token));
        groups.add(group(row));
        values.add(of.values(layer -> layer.shown(row, measure)[at]));
      }
    }
    Scale scale = Scale.of(measure, range(values));
    Heatmap heatmap =
        heatmap(of, measure, scale, names, rows.size() > 1 ? groups : List.of(), values);
    return measure == TokenMeasure.SCORE ? heatmap.within(-Scale.MOST, Scale.MOST) : heatmap;
  }

  /** Of scores only the colours are cut: cells have the numbers as they are. */
  private static double[] drawn(TokenMeasure measure, Scale scale, double[] numbers) {
    return measure == TokenMeasure.SCORE ? numbers : scale.of(numbers);
  }

  private static Heatmap heatmap(
      ComponentTrajectory of,
      TokenMeasure measure,
      Scale scale,
      List<String> names,
      List<String> groups,
      List<double[]> values) {
    return new Heatmap(
            "%s, token by token, %s".formatted(measure.title(), of.component()),
            Axis.layers(),
            Axis.of("token"),
            of.layers().stream().map(layer -> String.valueOf(layer.layer())).toList(),
            names,
            groups,
            values.stream().map(numbers -> drawn(measure, scale, numbers)).toArray(double[][]::new),
            Axis.of(scale.axis()),
            measure.palette())
        .numbered(2);
  }

  private String group(int row) {
    return label
        .map(of -> "%s (row %d)".formatted(Quoted.bare(of.values().get(row)), row))
        .orElse("row " + row);
  }

  /** The texts of a prompt's tokens. */
  List<String> tokens(int row) {
    String text = study.design().prompts().items().get(row).text();
    List<String> tokens = new ArrayList<>();
    for (Span span : study.tokens(row)) {
      String token = Quoted.bare(text.substring(span.start(), span.end())).strip();
      tokens.add(token.isEmpty() ? "\u00b7" : token);
    }
    return tokens;
  }
}
