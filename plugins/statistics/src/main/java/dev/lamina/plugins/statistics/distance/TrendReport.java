package dev.lamina.plugins.statistics.distance;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.statistic.BenjaminiHochberg;
import dev.lamina.plugins.statistics.figure.DepthChart;
import dev.lamina.plugins.statistics.figure.Numbers;
import dev.lamina.plugins.statistics.item.Estimate;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.measure.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How the growth of distances with the grade is recorded, told and drawn. */
final class TrendReport {

  /** The conventional rate of false discoveries below which a trend is said to be there. */
  private static final double RATE = 0.05;

  private static final List<String> TEST_COLUMNS =
      List.of(
          "component",
          "layer",
          "distance",
          "rho",
          "rho.low",
          "rho.high",
          "jt",
          "z",
          "p_normal",
          "p_value",
          "p_adjusted");
  private static final List<String> COLUMNS =
      List.of("component", "layer", "distance", "grade", "mean", "low", "high");

  private final List<Trend> trends;
  private final double[] adjusted;
  private final GradedItems items;
  private final GradedDistance.Config config;

  TrendReport(List<Trend> trends, GradedItems items, GradedDistance.Config config) {
    this.trends = trends;
    this.items = items;
    this.config = config;
    adjusted = BenjaminiHochberg.adjust(trends.stream().mapToDouble(Trend::pValue).toArray());
  }

  void record(Findings findings) {
    List<List<Object>> means = new ArrayList<>();
    List<List<Object>> tests = new ArrayList<>();
    for (int i = 0; i < trends.size(); i++) {
      Trend of = trends.get(i);
      String kind = of.distance().id();
      for (int grade = 0; grade < items.laterGrades(); grade++) {
        Estimate mean = of.means().get(grade);
        String name = items.grades().get(grade + 1);
        record(of, kind, config.grade() + "=" + name, mean, findings);
        means.add(
            List.of(
                of.component().id(),
                of.layer(),
                kind,
                name,
                mean.value(),
                mean.low(),
                mean.high()));
      }
      record(of, kind + ".rho", "", of.rho(), findings);
      findings.metric(metric(of, kind + ".jt", of.statistic()));
      findings.metric(metric(of, kind + ".p_value", of.pValue()));
      tests.add(
          List.of(
              of.component().id(),
              of.layer(),
              kind,
              of.rho().value(),
              of.rho().low(),
              of.rho().high(),
              of.statistic(),
              of.z(),
              Normal.twoSided(of.z()),
              of.pValue(),
              adjusted[i]));
    }
    findings.table("", new Table(COLUMNS, means));
    findings.table("tests", new Table(TEST_COLUMNS, tests));
  }

  private static void record(
      Trend of, String name, String group, Estimate estimate, Findings findings) {
    findings.metric(metric(of, name, estimate.value()).in(group));
    findings.metric(metric(of, name + ".low", estimate.low()).in(group));
    findings.metric(metric(of, name + ".high", estimate.high()).in(group));
  }

  private static Metric metric(Trend of, String name, double value) {
    return Metric.ofLayer(of.component(), of.layer(), name, value);
  }

  /** The figures of a component. */
  void draw(Component component, Findings findings) {
    for (Distance kind : PairDistances.KINDS) {
      findings.figure(kind.id() + "." + component, distances(component, kind));
    }
    findings.figure("rho." + component, rho(component));
  }

  private Figure distances(Component component, Distance kind) {
    List<Trend> shown = of(component, kind);
    DepthChart chart =
        new DepthChart(
            "Distance from the true statement, " + component, Axis.of("mean " + kind.title()));
    for (int later = items.laterGrades() - 1; later >= 0; later--) {
      int grade = later;
      chart.estimates(
          Quoted.bare(items.grades().get(grade + 1)),
          shown.stream().map(Trend::layer).toList(),
          shown.stream().map(of -> of.means().get(grade)).toList());
    }
    return chart.figure();
  }

  private Figure rho(Component component) {
    DepthChart chart =
        new DepthChart(
            "Does distance grow with the grade, " + component,
            Axis.of("Spearman's rho within items"));
    for (Distance kind : PairDistances.KINDS) {
      List<Trend> shown = of(component, kind);
      chart.estimates(
          kind.title(),
          shown.stream().map(Trend::layer).toList(),
          shown.stream().map(Trend::rho).toList());
    }
    List<Integer> layers = of(component, Distance.COSINE).stream().map(Trend::layer).toList();
    return chart.chance("no trend", layers, new double[layers.size()]).figure();
  }

  private List<Trend> of(Component component, Distance kind) {
    return trends.stream()
        .filter(of -> of.component() == component && of.distance() == kind)
        .toList();
  }

  private Trend strongest() {
    return trends.stream()
        .filter(of -> of.distance() == Distance.COSINE)
        .max(Comparator.comparingDouble(TrendReport::size))
        .orElseThrow();
  }

  private static double size(Trend of) {
    double size = Math.abs(of.rho().value());
    return Double.isNaN(size) ? -1 : size;
  }

  /** The figure that the sentence is about. */
  Figure overview() {
    return distances(strongest().component(), Distance.COSINE);
  }

  String sentence() {
    Trend of = strongest();
    int place = trends.indexOf(of);
    long found = Arrays.stream(adjusted).filter(p -> p <= RATE).count();
    String means =
        String.join(
            ", ",
            IntStream.range(0, items.laterGrades())
                .mapToObj(
                    grade ->
                        Quoted.bare(items.grades().get(grade + 1))
                            + " "
                            + Numbers.plain(of.means().get(grade).value()))
                .toList());
    return "The cosine distance from the true statement follows the grade most closely at layer %d of %s: %s; rho %s [%s, %s] within %d items, p = %s of %d permutations, %s after Benjamini-Hochberg; %d of %d tests find a trend (adjusted p at most %s)."
        .formatted(
            of.layer(),
            of.component(),
            means,
            Numbers.plain(of.rho().value()),
            Numbers.plain(of.rho().low()),
            Numbers.plain(of.rho().high()),
            items.items(),
            Numbers.p(of.pValue()),
            config.permutations(),
            Numbers.p(adjusted[place]),
            found,
            trends.size(),
            Numbers.p(RATE));
  }
}
