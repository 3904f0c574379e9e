package dev.lamina.plugins.probes.transfer;

import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.figure.LineChart.Band;
import dev.lamina.api.figure.LineChart.Line;
import dev.lamina.api.figure.LineChart.Role;
import dev.lamina.api.problem.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The matrix of a layer, and pairs of sets over the layers. */
record TransferFigures(Sets sets, ProbeTransfer.Config config) {

  /** More curves than this are drawn as a heatmap. */
  private static final int MOST_LINES = 6;

  /** Rows are what a probe was trained on, columns what it is tested on. */
  Figure matrix(PlaceTransfers place) {
    List<String> rows = new ArrayList<>(names());
    List<double[]> values = new ArrayList<>();
    for (int train = 0; train < sets.count(); train++) {
      int from = train;
      values.add(row(test -> place.cell(from, test)));
    }
    int next = sets.count() * sets.count();
    while (next < place.transfers().size()) {
      int from = next;
      rows.add(place.transfers().get(from).train());
      values.add(row(test -> place.transfers().get(from + test)));
      next += sets.count();
    }
    return new Heatmap(
            "%s, layer %d: probes of one %s on another"
                .formatted(place.component(), place.layer(), Quoted.bare(sets.by().name())),
            Axis.of("tested on"),
            Axis.of("trained on"),
            names(),
            rows,
            List.of(),
            values.toArray(double[][]::new),
            Axis.of("accuracy"),
            palette())
        .within(0, 1)
        .numbered(2);
  }

  /** Of two classes, one half is the middle: what is below says the opposite. */
  private Heatmap.Palette palette() {
    return sets.task().classes() == 2 ? Heatmap.Palette.DIVERGING : Heatmap.Palette.SEQUENTIAL;
  }

  private double[] row(IntFunction<Transfer> of) {
    return IntStream.range(0, sets.count())
        .mapToDouble(test -> of.apply(test).accuracy().mean())
        .toArray();
  }

  private List<String> names() {
    return sets.by().classes().stream().map(Quoted::bare).toList();
  }

  /** Each pair over the layers of a component. */
  Figure layers(List<PlaceTransfers> places) {
    String title =
        "Probes of one %s on another, %s"
            .formatted(Quoted.bare(sets.by().name()), places.get(0).component());
    List<Integer> pairs =
        IntStream.range(0, sets.count() * sets.count())
            .filter(pair -> pair / sets.count() != pair % sets.count())
            .boxed()
            .toList();
    return pairs.size() <= MOST_LINES ? lines(title, places, pairs) : map(title, places, pairs);
  }

  private String name(PlaceTransfers place, int pair) {
    Transfer of = place.transfers().get(pair);
    return "%s to %s".formatted(Quoted.bare(of.train()), names().get(of.test()));
  }

  private Figure lines(String title, List<PlaceTransfers> places, List<Integer> pairs) {
    double[] layers = values(places, PlaceTransfers::layer);
    List<Line> lines = new ArrayList<>();
    for (int pair : pairs) {
      Band band =
          new Band(
              values(places, of -> of.transfers().get(pair).accuracy().low()),
              values(places, of -> of.transfers().get(pair).accuracy().high()));
      double[] means = values(places, of -> of.transfers().get(pair).accuracy().mean());
      lines.add(new Line(name(places.get(0), pair), layers, means, Optional.of(band), Role.DATA));
    }
    lines.add(reference("within, on average", layers, values(places, PlaceTransfers::within)));
    lines.add(reference("trained on all", layers, values(places, PlaceTransfers::ofAll)));
    return new LineChart(
        title, Axis.layers(), new Axis("accuracy, 95% interval", Axis.Scale.UNIT_INTERVAL), lines);
  }

  private static Line reference(String name, double[] layers, double[] values) {
    return new Line(name, layers, values, Optional.empty(), Role.REFERENCE);
  }

  private Figure map(String title, List<PlaceTransfers> places, List<Integer> pairs) {
    double[][] values =
        pairs.stream()
            .map(pair -> values(places, of -> of.transfers().get(pair).accuracy().mean()))
            .toArray(double[][]::new);
    return new Heatmap(
            title,
            Axis.layers(),
            Axis.of("trained on, tested on"),
            places.stream().map(of -> String.valueOf(of.layer())).toList(),
            pairs.stream().map(pair -> name(places.get(0), pair)).toList(),
            List.of(),
            values,
            Axis.of("accuracy"),
            palette())
        .within(0, 1)
        .numbered(2);
  }

  private static double[] values(
      List<PlaceTransfers> places, ToDoubleFunction<PlaceTransfers> value) {
    return places.stream().mapToDouble(value).toArray();
  }
}
