package dev.lamina.engine.compare;

import dev.lamina.api.comparison.OverlaidCurves;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.engine.compare.RunComparison.Choice;
import dev.lamina.engine.compare.RunComparison.Curve;
import dev.lamina.engine.compare.RunComparison.Summary;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.report.HtmlPage;
import dev.lamina.engine.report.Rounded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A self-contained page about some runs: what differs, the numbers, curves over each other. */
public final class ComparisonPage {

  private final RunComparison comparison;
  private final FigureRenderer renderer;

  public ComparisonPage(RunComparison comparison, FigureRenderer renderer) {
    this.comparison = comparison;
    this.renderer = renderer;
  }

  /** The whole page. */
  public String html() throws IOException {
    List<String> labels = comparison.labels();
    HtmlPage page = new HtmlPage(String.join(" and ", labels));
    page.element("h1", String.join(" and ", labels));
    for (int run = 0; run < labels.size(); run++) {
      PastRun of = comparison.runs().get(run);
      page.element("p", "%s: %s, run %s".formatted(labels.get(run), of.name(), of.id()));
      of.headlines().stream().limit(1).forEach(headline -> page.element("p", headline.sentence()));
    }
    page.element("h2", "What differs");
    page.table(
        header("choice", labels), comparison.choices().stream().map(ComparisonPage::row).toList());
    page.element("h2", "Results");
    page.table(
        header("metric", labels),
        comparison.summaries().stream().map(ComparisonPage::row).toList());
    page.element("h2", "Over the layers");
    for (Curve curve : comparison.curves()) {
      Map<String, SortedMap<Integer, Double>> byName = new LinkedHashMap<>();
      for (int run = 0; run < labels.size(); run++) {
        byName.put(labels.get(run), curve.byRun().get(run));
      }
      ByteArrayOutputStream svg = new ByteArrayOutputStream();
      renderer.svg(
          OverlaidCurves.chart(curve.key().toString(), Axis.of(curve.key().name()), byName), svg);
      page.image(svg.toByteArray(), "image/svg+xml", curve.key().toString());
    }
    return page.html();
  }

  private static List<String> header(String what, List<String> labels) {
    return Stream.concat(Stream.of(what), labels.stream()).toList();
  }

  private static List<String> row(Choice choice) {
    List<String> row = new ArrayList<>(List.of(choice.key()));
    choice.values().forEach(value -> row.add(value.orElse("")));
    return row;
  }

  private static List<String> row(Summary summary) {
    List<String> row = new ArrayList<>(List.of(summary.key().toString()));
    summary.values().forEach(value -> row.add(shown(value)));
    return row;
  }

  /** A number, empty if there is none. */
  public static String shown(OptionalDouble number) {
    return number.isPresent() ? Rounded.of(number.getAsDouble()) : "";
  }
}
