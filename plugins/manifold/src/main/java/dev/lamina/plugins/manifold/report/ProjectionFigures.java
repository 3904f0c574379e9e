package dev.lamina.plugins.manifold.report;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.figure.Panels;
import dev.lamina.api.figure.ScatterPlot;
import dev.lamina.api.figure.ScatterPlot.Group;
import dev.lamina.api.figure.ScatterPlot.Scaling;
import dev.lamina.api.model.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Projections as pictures: points coloured by class, and how well classes are apart by layer.
 *
 * @param drawn the rows that are drawn, indices into {@link ColouredRows#rows}
 */
record ProjectionFigures(Method method, ColouredRows rows, int[] drawn) {

  /** As many panels as can be read on a page. */
  static final int MOST_PANELS = 12;

  private static final int PANELS_IN_A_ROW = 3;

  /** The layers of one component. */
  Figure component(List<Projection> layers) {
    Projection first = layers.get(0);
    if (layers.size() == 1) {
      return scatter(
          first,
          "%s of %s, layer %d%s"
              .formatted(
                  method.title(), first.component(), first.layer(), note(first.trust().stream())));
    }
    List<Projection> chosen = chosen(layers);
    String part =
        chosen.size() < layers.size()
            ? " (%d of %d layers)".formatted(chosen.size(), layers.size())
            : "";
    List<Figure> panels = chosen.stream().<Figure>map(of -> scatter(of, panelTitle(of))).toList();
    return new Panels(
        "%s of %s by layer%s%s"
            .formatted(method.title(), first.component(), part, note(Stream.empty())),
        panels,
        PANELS_IN_A_ROW);
  }

  /** One layer alone, for a headline. */
  Figure one(Projection of) {
    return component(List.of(of));
  }

  /** The first, the last, and others at equal distances. */
  static List<Projection> chosen(List<Projection> layers) {
    if (layers.size() <= MOST_PANELS) {
      return layers;
    }
    List<Projection> chosen = new ArrayList<>();
    for (int i = 0; i < MOST_PANELS; i++) {
      double place = i * (layers.size() - 1.0) / (MOST_PANELS - 1);
      chosen.add(layers.get((int) Math.round(place)));
    }
    return chosen;
  }

  private static String panelTitle(Projection of) {
    return "layer " + of.layer() + of.trust().map(trust -> ", " + trust).orElse("");
  }

  /** What a reader must know, in parentheses. */
  private String note(Stream<String> more) {
    String part =
        drawn.length < rows.total() ? "%d of %d prompts".formatted(drawn.length, rows.total()) : "";
    String all =
        Stream.concat(Stream.of(method.note(), part), more)
            .filter(note -> !note.isEmpty())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : " (" + all + ")";
  }

  private Figure scatter(Projection of, String title) {
    boolean[] isDrawn = new boolean[rows.rows().length];
    for (int i : drawn) {
      isDrawn[i] = true;
    }
    List<Group> groups = new ArrayList<>();
    for (ColouredRows.Colour colour : rows.colours()) {
      int[] members = Arrays.stream(colour.members()).filter(i -> isDrawn[i]).toArray();
      groups.add(
          new Group(
              colour.name(),
              Arrays.stream(members).mapToDouble(i -> of.points()[i][0]).toArray(),
              Arrays.stream(members).mapToDouble(i -> of.points()[i][1]).toArray(),
              colour.role()));
    }
    return new ScatterPlot(
        title,
        Axis.of(method.axis(0, of.explained())),
        Axis.of(method.axis(1, of.explained())),
        groups,
        Scaling.EQUAL);
  }

  /**
   * The silhouette of every component by layer, what exists once left out. Levels to hold it
   * against keep noise from filling the picture.
   */
  Figure silhouettes(List<List<Projection>> components) {
    List<Line> lines = curves(components, Projection::silhouette);
    lines.add(level("weak clusters", ProjectionHeadline.WEAK, lines));
    boolean full = components.get(0).get(0).fullSilhouette().isPresent();
    return new LineChart(
        "%s: silhouette of %s%s by layer"
            .formatted(method.title(), rows.classNames(), full ? " in the full space" : ""),
        Axis.layers(),
        Axis.of("silhouette (0 mixed, 1 apart)"),
        lines);
  }

  /** How many of the neighbours in each layer's picture are neighbours indeed. */
  Figure trustworthiness(List<List<Projection>> components) {
    return new LineChart(
        "%s: trustworthiness by layer".formatted(method.title()),
        Axis.layers(),
        new Axis("trustworthiness (0.5 by chance)", Axis.Scale.UNIT_INTERVAL),
        curves(components, of -> of.faithfulness().orElseThrow().trustworthiness()));
  }

  /** A line a component that has several layers. */
  private static List<Line> curves(
      List<List<Projection>> components, ToDoubleFunction<Projection> quantity) {
    List<Line> lines = new ArrayList<>();
    for (List<Projection> layers : components) {
      if (layers.size() > 1) {
        Component component = layers.get(0).component();
        double[] x = layers.stream().mapToDouble(Projection::layer).toArray();
        double[] y = layers.stream().mapToDouble(quantity).toArray();
        lines.add(new Line(component.id(), x, y, Optional.empty(), Role.DATA));
      }
    }
    return lines;
  }

  private static Line level(String name, double value, List<Line> others) {
    double[] ends = {
      others.stream().mapToDouble(line -> line.x()[0]).min().orElseThrow(),
      others.stream().mapToDouble(line -> line.x()[line.x().length - 1]).max().orElseThrow()
    };
    return new Line(name, ends, new double[] {value, value}, Optional.empty(), Role.REFERENCE);
  }
}
