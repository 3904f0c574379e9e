package dev.lamina.plugins.mlflow.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class ChartsTest {

  private static final Map<String, String> MAIN = main();

  private static final Inventory STUDY =
      new Inventory(
          MAIN,
          List.of(),
          List.of(
              "pca/resid_post/silhouette",
              "linear-probe/resid_post/accuracy.best",
              "linear-probe/resid_post/best_layer",
              "linear-probe/mlp_out/accuracy.best",
              "linear-probe/mlp_out/best_layer"),
          List.of(
              "activation-stats/resid_post/mean.is_true=true",
              "activation-stats/resid_post/mean.is_true=false",
              "linear-probe/resid_post/accuracy",
              "linear-probe/resid_post/accuracy.low",
              "linear-probe/resid_post/control",
              "linear-probe/resid_post/auc",
              "linear-probe/mlp_out/accuracy"),
          List.of("overview"));

  private static JsonNode state(Inventory inventory) {
    ObjectNode state = new ObjectMapper().createObjectNode();
    Charts.write(inventory, state);
    return state;
  }

  /** Charts that are shown: their section, type and metrics. */
  private static List<String> shown(JsonNode state) {
    List<String> charts = new ArrayList<>();
    for (JsonNode chart : state.path("compareRunCharts")) {
      if (!chart.path("deleted").asBoolean()) {
        JsonNode keys = chart.path("selectedMetricKeys");
        charts.add(
            chart.path("metricSectionId").asText()
                + ": "
                + chart.path("type").asText()
                + " "
                + (keys.isMissingNode() ? chart.path("metricKey").asText() : texts(keys)));
      }
    }
    return charts;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void probesComeFirstAndComponentsStandSideBySide() {
    assertThat(shown(state(STUDY)))
        .containsExactly(
            "section linear-probe: LINE [linear-probe/resid_post/accuracy,"
                + " linear-probe/resid_post/control]",
            "section linear-probe: LINE [linear-probe/mlp_out/accuracy]",
            "section linear-probe: BAR linear-probe/resid_post/accuracy.best",
            "section linear-probe: BAR linear-probe/mlp_out/accuracy.best",
            "section linear-probe: BAR linear-probe/resid_post/best_layer",
            "section linear-probe: BAR linear-probe/mlp_out/best_layer",
            "section linear-probe: LINE [linear-probe/resid_post/auc]",
            "section pca: BAR pca/resid_post/silhouette",
            "section activation-stats: LINE [activation-stats/resid_post/mean.is_true-true,"
                + " activation-stats/resid_post/mean.is_true-false]",
            "section figures: IMAGE ");
  }

  @Test
  void everyMetricHasExactlyOneChartSoThatTheUiAddsNone() {
    List<String> keys = new ArrayList<>();
    state(STUDY)
        .path("compareRunCharts")
        .forEach(
            chart -> {
              if (chart.has("metricKey")) {
                keys.add(chart.path("metricKey").asText());
              }
            });

    assertThat(keys).doesNotHaveDuplicates().hasSize(STUDY.values().size() + STUDY.curves().size());
  }

  @Test
  void columnsAreTheMainParamsAndTheBestValues() {
    JsonNode state = state(STUDY);

    assertThat(texts(state.path("selectedColumns")))
        .containsExactly(
            "params.`model`",
            "params.`seed`",
            "metrics.`linear-probe/resid_post/accuracy.best`",
            "metrics.`linear-probe/mlp_out/accuracy.best`",
            "metrics.`linear-probe/resid_post/best_layer`",
            "metrics.`linear-probe/mlp_out/best_layer`",
            "attributes.`Dataset`");
    assertThat(state.path("orderByKey").asText())
        .isEqualTo("metrics.`linear-probe/resid_post/accuracy.best`");
  }

  @Test
  void sixtyChartsFitIntoATagOfFiveThousandCharacters() {
    List<String> curves = new ArrayList<>();
    for (String component :
        List.of("resid_pre", "resid_mid", "resid_post", "attn_out", "mlp_out")) {
      for (int metric = 0; metric < 12; metric++) {
        curves.add("activation-stats/" + component + "/metric_number_" + metric);
      }
    }
    Inventory large = new Inventory(Map.of("model", "a"), List.of(), List.of(), curves, List.of());
    ObjectNode state = new ObjectMapper().createObjectNode();
    Charts.write(large, state);
    large.writeTo(state.putObject("lamina"));

    assertThat(PackedText.packed(state.toString())).hasSizeLessThan(4900);
  }

  @Test
  void whatIsACurveInOneRunIsACurve() {
    Inventory oneLayer =
        new Inventory(Map.of("model", "a"), List.of(), List.of("a/m", "a/n"), List.of(), List.of());
    Inventory allLayers =
        new Inventory(Map.of("seed", "1"), List.of(), List.of("a/o"), List.of("a/m"), List.of());

    assertThat(oneLayer.with(allLayers))
        .isEqualTo(
            new Inventory(
                Map.of("model", "a", "seed", "1"),
                List.of(),
                List.of("a/n", "a/o"),
                List.of("a/m"),
                List.of()));
    assertThat(allLayers.with(allLayers)).isEqualTo(allLayers);
  }

  private static Map<String, String> main() {
    Map<String, String> params = new LinkedHashMap<>(); // in this order
    params.put("model", "minilm");
    params.put("seed", "1");
    return params;
  }

  @Test
  void whatTheRunsVaryLeadsToTheBestValuesAndIsWhatTheColumnsShow() {
    Inventory other =
        new Inventory(
            Map.of("model", "e5-small", "seed", "1"), List.of(), List.of(), List.of(), List.of());

    JsonNode state = state(STUDY.with(other));

    JsonNode coordinates = state.path("compareRunCharts").findValue("selectedParams");
    assertThat(texts(coordinates)).containsExactly("model");
    assertThat(texts(state.path("compareRunCharts").findValue("selectedMetrics")))
        .containsExactly(
            "linear-probe/resid_post/accuracy.best",
            "linear-probe/mlp_out/accuracy.best",
            "linear-probe/resid_post/best_layer");
    assertThat(texts(state.path("selectedColumns")))
        .startsWith("params.`model`", "metrics.`linear-probe/resid_post/accuracy.best`");
    assertThat(state(STUDY).path("compareRunCharts").findValue("selectedParams")).isNull();
  }
}
