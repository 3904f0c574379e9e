package dev.lamina.plugins.manifold.report;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * What a projecting analysis hands over: metrics and pictures of every layer, the points of those
 * that are drawn, and the layer where the classes are best apart as headline.
 */
public final class ProjectionReport {

  /** The silhouette above which clusters are weak rather than none (Kaufman and Rousseeuw 1990). */
  static final double WEAK = 0.25;

  private final Method method;
  private final ColouredRows rows;
  private final StudyDesign design;
  private final ProjectionFigures figures;

  /**
   * Prepares.
   *
   * @param drawn the rows that figures show, indices into {@link ColouredRows#rows}
   */
  public ProjectionReport(Method method, ColouredRows rows, StudyDesign design, int[] drawn) {
    this.method = method;
    this.rows = rows;
    this.design = design;
    this.figures = new ProjectionFigures(method, rows, drawn);
  }

  /** Writes. */
  public void write(List<Projection> projections, Findings findings) {
    projections.forEach(projection -> metrics(projection, findings));
    List<List<Projection>> components = byComponent(projections);
    findings.table("", summary(projections));
    findings.table(
        "points",
        points(components.stream().flatMap(of -> ProjectionFigures.chosen(of).stream()).toList()));
    for (List<Projection> layers : components) {
      findings.figure(layers.get(0).component().id(), figures.component(layers));
    }
    if (components.stream().anyMatch(layers -> layers.size() > 1)) {
      findings.figure("silhouette", figures.silhouettes(components));
    }
    BinaryOperator<Projection> clearer =
        (a, b) -> b.separation().silhouette() > a.separation().silhouette() ? b : a;
    Projection best = projections.stream().reduce(clearer).orElseThrow();
    findings.headline(method.importance(), sentence(best, projections.size()), figures.one(best));
  }

  private static List<List<Projection>> byComponent(List<Projection> projections) {
    List<Component> components =
        projections.stream().map(Projection::component).distinct().toList();
    return components.stream()
        .map(component -> projections.stream().filter(of -> of.component() == component).toList())
        .toList();
  }

  private static void metrics(Projection of, Findings findings) {
    for (int i = 0; i < of.explained().length; i++) {
      metric(of, "explained." + (i + 1), of.explained()[i], findings);
    }
    metric(of, "silhouette", of.separation().silhouette(), findings);
    metric(of, "centroid_distance", of.separation().centroidDistance(), findings);
  }

  private static void metric(Projection of, String name, double value, Findings findings) {
    findings.metric(Metric.ofLayer(of.component(), of.layer(), name, value));
  }

  private static Table summary(List<Projection> projections) {
    List<String> columns = new ArrayList<>(List.of("component", "layer"));
    IntStream.rangeClosed(1, projections.get(0).explained().length)
        .forEach(i -> columns.add("explained." + i));
    columns.addAll(List.of("silhouette", "centroid_distance"));
    List<List<Object>> cells = new ArrayList<>();
    for (Projection of : projections) {
      List<Object> row = new ArrayList<>(List.of(of.component().id(), of.layer()));
      for (double share : of.explained()) {
        row.add(share);
      }
      row.add(of.separation().silhouette());
      row.add(of.separation().centroidDistance());
      cells.add(row);
    }
    return new Table(columns, cells);
  }

  /** Every point of the drawn layers; {@code row} is the prompt's place in the data set, from 0. */
  private Table points(List<Projection> projections) {
    List<String> columns = new ArrayList<>(List.of("component", "layer", "row", "text", "label"));
    IntStream.rangeClosed(1, projections.get(0).points()[0].length)
        .forEach(i -> columns.add(method.column() + i));
    List<List<Object>> cells = new ArrayList<>();
    for (Projection of : projections) {
      for (int i = 0; i < rows.rows().length; i++) {
        int prompt = rows.rows()[i];
        List<Object> row = new ArrayList<>(List.of(of.component().id(), of.layer(), prompt));
        row.add(Quoted.bare(design.prompts().items().get(prompt).text()));
        row.add(rows.name(i));
        for (double coordinate : of.points()[i]) {
          row.add(coordinate);
        }
        cells.add(row);
      }
    }
    return new Table(columns, cells);
  }

  private String sentence(Projection best, int projections) {
    String among =
        projections > 1 ? ", the highest silhouette of %d projections".formatted(projections) : "";
    return "In %s of %s%s, %s form %s clusters: silhouette %s (0 mixed, 1 apart), centroids %s apart (%s%s)."
        .formatted(
            method.sentence(),
            best.place(),
            variance(best),
            rows.classNames(),
            structure(best.separation().silhouette()),
            twoDecimals(best.separation().silhouette()),
            new BigDecimal(best.separation().centroidDistance())
                .round(new MathContext(3))
                .toPlainString(),
            rows.count(),
            among);
  }

  private static String twoDecimals(double value) {
    double rounded = Math.round(100 * value) / 100.0; // no "-0.00"
    return String.format(Locale.ROOT, "%.2f", rounded == 0 ? 0 : rounded);
  }

  private static String variance(Projection of) {
    if (of.explained().length == 0 || Double.isNaN(of.explained()[0])) {
      return "";
    }
    return " (%s of its variance)".formatted(Method.percent(of.explained()[0] + of.explained()[1]));
  }

  /** How Kaufman and Rousseeuw 1990 read a silhouette. */
  private static String structure(double silhouette) {
    if (silhouette <= WEAK) {
      return "no substantial";
    }
    return silhouette <= 0.5 ? "weak" : silhouette <= 0.7 ? "reasonable" : "strong";
  }
}
