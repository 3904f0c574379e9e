package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.api.analysis.Findings;
import dev.lamina.api.analysis.Metric;
import dev.lamina.api.analysis.NamedTensor;
import dev.lamina.api.analysis.Table;
import dev.lamina.api.figure.Axis;
import dev.lamina.api.figure.Figure;
import dev.lamina.api.figure.Histogram;
import dev.lamina.api.figure.Histogram.Distribution;
import dev.lamina.api.model.Component;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each rule but those of figures, an analysis that breaks it and nothing else. */
class FindingsRulesTest {

  /** Three prompts, two layers. */
  private static final ArrayStudy STUDY =
      ArrayStudy.of(
          Map.of(Component.RESID_POST, new float[][][] {{{1}, {2}}, {{3}, {4}}, {{5}, {7}}}),
          Map.of("is_true", List.of("true", "false", "true")));

  private static void verify(Consumer<Findings> step) {
    AnalysisContract.of(parallel -> new SingleStep((study, into) -> step.accept(into)))
        .verify(STUDY);
  }

  @Test
  void takeMetricsThatDifferInOneThing() {
    verify(
        into -> {
          into.metric(layer(0, "mean"));
          into.metric(layer(1, "mean"));
          into.metric(layer(0, "mean").in("is_true=true"));
          into.metric(layer(0, "std"));
          into.metric(Metric.of("mean", 1));
          into.metric(Metric.ofComponent(Component.RESID_POST, "mean.overall", 1));
          into.metric(Metric.ofComponent(Component.RESID_POST, "mean", 1).in("is_true=false"));
          into.metric(Metric.ofLayer(Component.RESID_POST, 1, "std", Double.NaN));
        });
  }

  @Test
  void takeTablesHeadlinesAndTensors() {
    verify(
        into -> {
          into.table("norms", new Table(List.of("a", "b"), List.of(List.of("", 1.5))));
          into.figure("", figure("Norms"));
          into.headline(1, "It is 1.5.", figure("Norms"));
          into.headline(100, "It is 1.5.", figure("Norms"));
          tensors("activations/resid_post.safetensors", into);
        });
  }

  @ParameterizedTest(name = "catch {0}")
  @MethodSource({"metrics", "tables", "headlines", "others"})
  void catches(String what, Consumer<Findings> step, String... message) {
    assertThatThrownBy(() -> verify(step))
        .as(what)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(message);
  }

  private static Arguments rule(String what, Consumer<Findings> step, String... message) {
    return arguments(what, step, message);
  }

  private static Arguments metric(String what, Metric metric, String... message) {
    return rule(what, into -> into.metric(metric), message);
  }

  static Stream<Arguments> metrics() {
    return Stream.of(
        metric("a name that is none", layer(0, "L2 norm"), "name of Metric"),
        metric("a group that is none", layer(0, "mean").in("true"), "group of Metric"),
        metric(
            "an infinite number",
            Metric.ofLayer(Component.RESID_POST, 0, "mean", Double.NEGATIVE_INFINITY),
            "is infinite"),
        metric(
            "a component that was not captured",
            Metric.ofComponent(Component.MLP_OUT, "mean", 1),
            "mlp_out"),
        metric("a layer that was not captured", layer(2, "mean"), "layer=OptionalInt[2]"),
        metric(
            "a layer of no component that was not captured",
            new Metric(Optional.empty(), OptionalInt.of(2), "", "mean", 1),
            "layer=OptionalInt[2]"),
        rule(
            "a metric recorded twice",
            into -> {
              into.metric(Metric.ofLayer(Component.RESID_POST, 0, "mean", 1));
              into.metric(Metric.ofLayer(Component.RESID_POST, 0, "mean", 2));
            },
            "what the metrics are about",
            "duplicate"),
        rule(
            "a metric of a layer and of none",
            into -> {
              into.metric(Metric.ofComponent(Component.RESID_POST, "mean", 1).in("is_true=true"));
              into.metric(layer(1, "mean").in("is_true=true"));
            },
            "metrics without layer that are named as one with layer"),
        rule(
            "a metric of the study, of a layer and of none",
            into -> {
              into.metric(new Metric(Optional.empty(), OptionalInt.of(1), "", "mean", 1));
              into.metric(Metric.of("mean", 1));
            },
            "metrics without layer that are named as one with layer"));
  }

  private static Arguments table(
      String what, List<String> columns, List<List<Object>> rows, String... message) {
    return rule(what, into -> into.table("norms", new Table(columns, rows)), message);
  }

  static Stream<Arguments> tables() {
    return Stream.of(
        rule(
            "a table's name that is none",
            into -> into.table("L2 norms", new Table(List.of("a"), List.of(List.of(1)))),
            "a table's name"),
        table("no columns", List.of(), List.of(List.of()), "columns of table", "be empty"),
        table("equal columns", List.of("a", "a"), List.of(List.of(1, 2)), "columns", "duplicate"),
        table("a blank column", List.of("a", " "), List.of(List.of(1, 2)), "columns of table"),
        table("no rows", List.of("a"), List.of(), "rows of table"),
        table("a cell of another type", List.of("a"), List.of(List.of(1f)), "a row of table"));
  }

  private static Arguments headline(String what, String sentence, String... message) {
    return rule(what, into -> into.headline(50, sentence, figure("Norms")), message);
  }

  static Stream<Arguments> headlines() {
    return Stream.of(
        rule("no importance", into -> into.headline(0, "It is 1.", figure("Norms")), "importance"),
        rule(
            "too much importance",
            into -> into.headline(101, "It is 1.", figure("Norms")),
            "importance"),
        rule(
            "a headline's figure that is not well formed",
            into -> into.headline(50, "It is 1.", figure("Norms.")),
            "a title"),
        headline("a headline without a period", "The norm is 1", "a headline"),
        headline("a headline of NaN", "The norm is NaN.", "a headline", "NaN"),
        headline("a headline of infinity", "It is -Infinity.", "a headline", "Infinity"),
        headline("a headline of null", "The norm of null is 1.", "a headline", "null"),
        headline("a headline of two lines", "The norm\nis 1.", "a headline"),
        headline("a headline with two periods", "The norm is 1..", "a headline", ".."),
        headline("a headline with a gap", "The norm  is 1.", "a headline"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        rule(
            "a figure's name that is none",
            into -> into.figure("L2 norms", figure("Norms")),
            "a figure's name"),
        rule(
            "a figure that is not well formed",
            into -> into.figure("norms", figure("Norms.")),
            "a title"),
        rule(
            "a tensor file of another ending",
            into -> tensors("activations/resid_post.npy", into),
            "tensor files"),
        rule(
            "a tensor file outside the run",
            into -> tensors("/activations/resid_post.safetensors", into),
            "tensor files"));
  }

  private static Metric layer(int layer, String name) {
    return Metric.ofLayer(Component.RESID_POST, layer, name, 1);
  }

  private static Figure figure(String title) {
    return new Histogram(
        title, Axis.of("L2 norm"), List.of(new Distribution("true", new double[] {1, 2})));
  }

  private static void tensors(String path, Findings into) {
    NamedTensor tensor =
        new NamedTensor(
            "a", NamedTensor.Type.F32, new long[] {1}, List.of(ByteBuffer.allocate(4)).iterator());
    into.tensors(path, List.of(tensor), Map.of());
  }
}
