package dev.lamina.plugins.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.comparison.ComparedRun.Found;
import dev.lamina.api.comparison.OverlaidCurves.Depth;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.figure.BarChart;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.api.plugin.Components;
import dev.lamina.api.plugin.Plugin;
import dev.lamina.testkit.RecordedFindings;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ComparisonsTest {

  /** A model of three layers, and one of five that is best at its layer 2. */
  private final List<ComparedRun> runs =
      List.of(run("small", 0.5, 0.7, 0.6), run("large", 0.6, 0.75, 0.9, 0.9, Double.NaN));

  private final RecordedFindings findings = new RecordedFindings();

  private static ComparedRun run(String name, double... accuracies) {
    List<Found> numbers = new ArrayList<>();
    for (int layer = 0; layer < accuracies.length; layer++) {
      numbers.add(found(OptionalInt.of(layer), "", "accuracy", accuracies[layer]));
      numbers.add(found(OptionalInt.of(layer), "", "silhouette", accuracies[layer] / 2));
    }
    numbers.add(found(OptionalInt.of(0), "kind=a", "accuracy", 1));
    numbers.add(found(OptionalInt.empty(), "", "best_layer", accuracies.length));
    return KnownRun.of(name, Map.of("model", name), numbers);
  }

  private static Found found(OptionalInt layer, String group, String metric, double value) {
    return new Found(
        "linear-probe", Optional.of(Component.RESID_POST), layer, group, metric, value);
  }

  private static Metric best(String metric, double value, String run) {
    return Metric.ofComponent(Component.RESID_POST, metric, value).in(run);
  }

  private LineChart curves(String metric, List<ComparedRun> of) {
    return curves(metric, Depth.AUTO, of);
  }

  private LineChart curves(String metric, Depth depth, List<ComparedRun> of) {
    new CurveComparison(new CurveComparison.Config(metric, depth)).compare(of, findings);
    return (LineChart) findings.figures().get("linear-probe.resid_post.accuracy");
  }

  private static ComparedRun of(int layers, ComparedRun run) {
    return KnownRun.of(run.name(), run.choices(), run.numbers()).sized(layers, 252);
  }

  @Test
  void eachIsDocumentedWithAnExampleOfItsOwnName() {
    Map<String, Class<?>> registered = new TreeMap<>();
    Plugin plugin =
        StreamSupport.stream(ServiceLoader.load(Plugin.class).spliterator(), false)
            .filter(ComparisonsPlugin.class::isInstance)
            .findFirst()
            .orElseThrow();
    plugin.register(
        (Components)
            Proxy.newProxyInstance(
                ComparisonsTest.class.getClassLoader(),
                new Class<?>[] {Components.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("comparison");
                  registered.put((String) arguments[0], (Class<?>) arguments[1]);
                  return null;
                }));

    assertThat(registered)
        .containsOnlyKeys(
            "curve-comparison", "metric-table", "model-similarity", "separation-by-run");
    registered.forEach(
        (name, type) -> {
          assertThat(type.getAnnotation(Doc.class).value()).isNotBlank().doesNotContain("\n");
          assertThat(type.getAnnotation(Example.class).value()).contains(name);
        });
  }

  @Test
  void curvesOfModelsOfDifferentDepthsLieOverEachOther() {
    LineChart chart = curves("accuracy", runs);

    assertThat(chart.lines()).extracting(LineChart.Line::name).containsExactly("small", "large");
    assertThat(chart.lines().get(0).x()).containsExactly(0, 0.5, 1);
    assertThat(chart.lines().get(1).x()).containsExactly(0, 0.25, 0.5, 0.75, 1);
    assertThat(chart.lines().get(1).y()).containsExactly(0.6, 0.75, 0.9, 0.9, Double.NaN);
    assertThat(findings.metrics())
        .containsExactly(
            best("linear-probe.accuracy.best", 0.7, "small"),
            best("linear-probe.accuracy.best_layer", 1, "small"),
            best("linear-probe.accuracy.best", 0.9, "large"),
            best("linear-probe.accuracy.best_layer", 2, "large"));
    assertThat(findings.headlines())
        .extracting(RecordedFindings.Headline::sentence)
        .containsExactly(
            "Over the layers of resid_post, the accuracy of linear-probe is largest in large: 0.900"
                + " at layer 2 (2 runs).");
  }

  @Test
  void curvesOfTheSameLayersAreOverTheLayers() {
    LineChart chart = curves("linear-probe/accuracy", runs.subList(0, 1));

    assertThat(chart.x().label()).isEqualTo("layer");
    assertThat(chart.lines().get(0).x()).containsExactly(0, 1, 2);
  }

  /** The curves end before the last blocks of the models, of 9 and of 5 layers. */
  @Test
  void relativeDepthIsThatOfTheModelNotOfTheLayersLookedAt() {
    List<ComparedRun> known = List.of(of(9, runs.get(0)), of(5, runs.get(1)));
    LineChart chart = curves("accuracy", Depth.RELATIVE, known);

    assertThat(chart.x().label()).startsWith("depth");
    assertThat(chart.lines().get(0).x()).containsExactly(0, 0.125, 0.25);
    assertThat(chart.lines().get(1).x()).containsExactly(0, 0.25, 0.5, 0.75, 1);
    assertThat(findings.metrics())
        .contains(
            best("linear-probe.accuracy.best_depth", 0.125, "small"),
            best("linear-probe.accuracy.best_depth", 0.5, "large"));
    assertThat(findings.tables().get("").columns())
        .containsExactly(
            "analysis", "component", "run", "layer", "depth", "accuracy", "low", "high");
    assertThat(findings.tables().get("").rows())
        .contains(List.of("linear-probe", "resid_post", "small", 2, 0.25, 0.6, "", ""));
  }

  @Test
  void depthIsRelativeOrNotAsIsWanted() {
    assertThat(curves("accuracy", Depth.LAYER, runs).lines().get(1).x())
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(curves("accuracy", Depth.RELATIVE, runs.subList(0, 1)).lines().get(0).x())
        .containsExactly(0, 0.5, 1);
  }

  @Test
  void aModelOfOneLayerHasItAtDepthZero() {
    assertThat(of(1, runs.get(0)).depth(0)).hasValue(0);
  }

  @Test
  void aNumberThatNoRunHasIsNamedBesideThoseThatThereAre() {
    assertThatThrownBy(() -> curves("acuracy", runs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no run has the number 'acuracy' over layers; there are: linear-probe/accuracy,"
                + " linear-probe/silhouette");
  }

  @Test
  void theLargestValueOfEachMeasureCounts() {
    new SeparationByRun().compare(runs, findings);

    assertThat(findings.figures()).containsOnlyKeys("accuracy", "silhouette");
    BarChart chart = (BarChart) findings.figures().get("accuracy");
    assertThat(chart.categories()).containsExactly("small", "large");
    assertThat(chart.series().get(0).values()).containsExactly(0.7, 0.9);
    assertThat(findings.metrics())
        .contains(best("accuracy", 0.9, "large"), best("silhouette", 0.35, "small"));
  }

  /** A run whose accuracies have intervals, 0.05 to either side. */
  private static ComparedRun sure(ComparedRun run) {
    List<Found> numbers = new ArrayList<>(run.numbers());
    for (Found found : run.numbers()) {
      if (found.metric().equals("accuracy") && found.group().isEmpty()) {
        numbers.add(found(found.layer(), "", "accuracy.low", found.value() - 0.05));
        numbers.add(found(found.layer(), "", "accuracy.high", found.value() + 0.05));
      }
    }
    return of(5, KnownRun.of(run.name(), run.choices(), numbers));
  }

  @Test
  void intervalsAreBandsAndBothTheyAndTheNumberOfPromptsAreSaid() {
    LineChart chart = curves("accuracy", List.of(sure(runs.get(0)), runs.get(1)));

    assertThat(chart.y().label()).isEqualTo("accuracy, 95% interval");
    LineChart.Band band = chart.lines().get(0).band().orElseThrow();
    assertThat(band.low()).containsExactly(new double[] {0.45, 0.65, 0.55}, within(1e-12));
    assertThat(band.high()).containsExactly(new double[] {0.55, 0.75, 0.65}, within(1e-12));
    assertThat(chart.lines().get(1).band()).isEmpty();
    curves("accuracy", List.of(sure(runs.get(1))));
    assertThat(findings.headlines().get(1).sentence())
        .isEqualTo(
            "Over the layers of resid_post, the accuracy of linear-probe is largest in large: 0.900 [0.850, 0.950] at layer 2 (1 runs, n = 252).");
  }

  @Test
  void barsHaveTheIntervalsOfWhatTheyShow() {
    new SeparationByRun().compare(List.of(sure(runs.get(0)), runs.get(1)), findings);

    BarChart chart = (BarChart) findings.figures().get("accuracy");
    LineChart.Band intervals = chart.series().get(0).intervals().orElseThrow();
    assertThat(intervals.low()).containsExactly(0.7 - 0.05, Double.NaN);
    assertThat(intervals.high()).containsExactly(0.7 + 0.05, Double.NaN);
    assertThat(((BarChart) findings.figures().get("silhouette")).series().get(0).intervals())
        .isEmpty();
    assertThat(findings.headlines().get(0).sentence())
        .isEqualTo(
            "Of 2 runs, n = 252, large (0.900, linear-probe of resid_post) has the largest accuracy.");
  }

  private static Found of(String analysis, String metric, double value) {
    return new Found(
        analysis, Optional.of(Component.RESID_POST), OptionalInt.of(4), "", metric, value);
  }

  @Test
  void ofAMapTheSilhouetteOfTheLayerCountsAndRowsNameTheAnalysis() {
    ComparedRun run =
        KnownRun.of(
            "a",
            Map.of(),
            List.of(
                of("map", "silhouette", 0.9),
                of("map", "silhouette.full_space", 0.2),
                of("pca", "silhouette", 0.3),
                of("mlp-probe", "accuracy", 0.8),
                of("linear-probe", "accuracy", 0.7)));

    new SeparationByRun().compare(List.of(run), findings);

    assertThat(findings.metrics()).contains(best("silhouette", 0.3, "a"));
    assertThat(findings.tables().get("").rows())
        .containsExactly(
            List.of("accuracy", "a", "resid_post", "mlp-probe", 4, 0.8, "", ""),
            List.of("silhouette", "a", "resid_post", "pca", 4, 0.3, "", ""));
    assertThat(findings.headlines().get(0).sentence())
        .isEqualTo("Of 1 runs, a (0.800, mlp-probe of resid_post) has the largest accuracy.");
  }

  @Test
  void runsWithoutAnyMeasureAreRefused() {
    ComparedRun without = KnownRun.of("none", Map.of(), List.of());

    assertThatThrownBy(() -> new SeparationByRun().compare(List.of(without), findings))
        .hasMessageContaining("add the analyses linear-probe, clusters or pca");
  }

  @Test
  void theTableHasTheIntervalsOfWhatIsNamed() {
    List<Found> numbers =
        List.of(
            found(OptionalInt.empty(), "", "auc", 0.7),
            found(OptionalInt.empty(), "", "auc.low", 0.6),
            found(OptionalInt.empty(), "", "auc.high", 0.8));
    ComparedRun run = of(3, KnownRun.of("a", Map.of(), numbers));
    new MetricTable(new MetricTable.Config(List.of("linear-probe/resid_post/auc")))
        .compare(List.of(run), findings);

    assertThat(findings.tables().get("").columns())
        .containsExactly(
            "run",
            "prompts",
            "linear-probe/resid_post/auc",
            "linear-probe/resid_post/auc.low",
            "linear-probe/resid_post/auc.high");
    assertThat(findings.tables().get("").rows()).containsExactly(List.of("a", 252, 0.7, 0.6, 0.8));
  }

  @Test
  void theTableHasTheChoicesAndTheNumbersWithoutLayer() {
    new MetricTable(new MetricTable.Config(List.of())).compare(runs, findings);

    assertThat(findings.tables().get("").columns())
        .containsExactly("run", "model", "prompts", "linear-probe/resid_post/best_layer");
    assertThat(findings.tables().get("").rows())
        .containsExactly(List.of("small", "small", "", 3.0), List.of("large", "large", "", 5.0));
  }
}
