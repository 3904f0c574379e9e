package dev.lamina.plugins.manifold.report;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a projecting analysis hands over: metrics and pictures of every layer, the points of those
 * that are drawn, and a headline.
 */
public final class ProjectionReport {

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
    boolean several = components.stream().anyMatch(layers -> layers.size() > 1);
    if (several && !rows.unlabelled()) {
      findings.figure("silhouette", figures.silhouettes(components));
    }
    if (several && projections.get(0).faithfulness().isPresent()) {
      findings.figure("trustworthiness", figures.trustworthiness(components));
    }
    ProjectionHeadline headline = ProjectionHeadline.of(method, rows, projections);
    findings.headline(method.importance(), headline.sentence(), figures.one(headline.projection()));
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
    of.faithfulness()
        .ifPresent(
            faithfulness -> {
              metric(of, "trustworthiness", faithfulness.trustworthiness(), findings);
              metric(of, "continuity", faithfulness.continuity(), findings);
            });
    of.separation()
        .ifPresent(
            separation -> {
              metric(of, "silhouette", separation.silhouette(), findings);
              metric(of, "centroid_distance", separation.centroidDistance(), findings);
              of.fullSilhouette()
                  .ifPresent(full -> metric(of, "silhouette.full_space", full, findings));
            });
  }

  private static void metric(Projection of, String name, double value, Findings findings) {
    findings.metric(Metric.ofLayer(of.component(), of.layer(), name, value));
  }

  private Table summary(List<Projection> projections) {
    List<String> columns = new ArrayList<>(List.of("component", "layer"));
    IntStream.rangeClosed(1, projections.get(0).explained().length)
        .forEach(i -> columns.add("explained." + i));
    if (projections.get(0).faithfulness().isPresent()) {
      columns.addAll(List.of("trustworthiness", "continuity"));
    }
    if (!rows.unlabelled()) {
      columns.addAll(List.of("silhouette", "centroid_distance"));
      projections.get(0).fullSilhouette().ifPresent(of -> columns.add("silhouette.full_space"));
    }
    List<List<Object>> cells = new ArrayList<>();
    for (Projection of : projections) {
      List<Object> row = new ArrayList<>(List.of(of.component().id(), of.layer()));
      for (double share : of.explained()) {
        row.add(share);
      }
      of.faithfulness()
          .ifPresent(
              faithfulness -> {
                row.add(faithfulness.trustworthiness());
                row.add(faithfulness.continuity());
              });
      of.separation()
          .ifPresent(
              separation -> {
                row.add(separation.silhouette());
                row.add(separation.centroidDistance());
                of.fullSilhouette().ifPresent(row::add);
              });
      cells.add(row);
    }
    return new Table(columns, cells);
  }

  /** Every point of the drawn layers; {@code row} is the prompt's place in the data set, from 0. */
  private Table points(List<Projection> projections) {
    List<String> columns = new ArrayList<>(List.of("component", "layer", "row", "text"));
    if (!rows.unlabelled()) {
      columns.add("label");
    }
    IntStream.rangeClosed(1, projections.get(0).points()[0].length)
        .forEach(i -> columns.add(method.column() + i));
    List<List<Object>> cells = new ArrayList<>();
    for (Projection of : projections) {
      for (int i = 0; i < rows.rows().length; i++) {
        int prompt = rows.rows()[i];
        List<Object> row = new ArrayList<>(List.of(of.component().id(), of.layer(), prompt));
        row.add(Quoted.bare(design.prompts().items().get(prompt).text()));
        if (!rows.unlabelled()) {
          row.add(rows.name(i));
        }
        for (double coordinate : of.points()[i]) {
          row.add(coordinate);
        }
        cells.add(row);
      }
    }
    return new Table(columns, cells);
  }
}
