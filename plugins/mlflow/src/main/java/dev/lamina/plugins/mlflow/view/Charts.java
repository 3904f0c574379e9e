package dev.lamina.plugins.mlflow.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.plugins.mlflow.limits.Keys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The state of the MLflow UI's chart view: a section an analysis, in it a line chart for each curve
 * over the layers and a bar chart for each summary metric. The format is the UI's own; it was found
 * out by looking at MLflow 3.17.
 */
final class Charts {

  private static final int MOST_COLUMNS = 8;

  private final Inventory inventory;
  private final Map<String, String> spellings;
  private final ObjectNode state;
  private final ArrayNode charts;
  private final Set<String> shown = new LinkedHashSet<>();

  private Charts(Inventory inventory, ObjectNode state) {
    this.inventory = inventory;
    this.spellings =
        Keys.spelled(
            Stream.concat(inventory.values().stream(), inventory.curves().stream()).toList());
    this.state = state;
    this.charts = state.putArray("compareRunCharts");
  }

  /** Fills an empty object. */
  static void write(Inventory inventory, ObjectNode state) {
    new Charts(inventory, state).write();
  }

  private void write() {
    ArrayNode sections = state.putArray("compareRunSections");
    for (String analysis : analyses()) {
      String section = "section " + analysis;
      sections
          .addObject()
          .put("uuid", section)
          .put("name", analysis.isEmpty() ? "metrics" : analysis)
          .put("display", true)
          .put("isReordered", true);
      lines(section, names(inventory.curves(), analysis));
      bars(section, names(inventory.values(), analysis));
    }
    // The UI adds a chart for every metric that has none of its own; these have a place already.
    for (String key : spellings.keySet()) {
      if (!shown.contains(key)) {
        chart("BAR", "hidden", key).put("deleted", true).put("isGenerated", true);
      }
    }
    state
        .put("isAccordionReordered", true)
        .put("hideEmptyCharts", true)
        .put("viewMaximized", false);
    columns();
  }

  /** Analyses that name a best layer come first: they answer the question. */
  private List<String> analyses() {
    return Stream.concat(inventory.values().stream(), inventory.curves().stream())
        .map(MetricName::of)
        .sorted(Comparator.comparing(name -> !name.isBest()))
        .map(MetricName::analysis)
        .distinct()
        .toList();
  }

  private static List<MetricName> names(List<String> keys, String analysis) {
    return keys.stream()
        .map(MetricName::of)
        .filter(name -> name.analysis().equals(analysis))
        .toList();
  }

  /** One chart a metric and component: all groups together, a probe's accuracy with its control. */
  private void lines(String section, List<MetricName> curves) {
    Map<String, List<MetricName>> byTitle = new LinkedHashMap<>();
    for (MetricName curve : curves) {
      if (!curve.isBound()) {
        byTitle.computeIfAbsent(curve.title(), title -> new ArrayList<>()).add(curve);
      }
    }
    for (MetricName curve : curves) {
      String accuracy = MetricName.of(curve.key().replaceAll("control$", "accuracy")).title();
      if (curve.metric().equals("control") && byTitle.containsKey(accuracy)) {
        byTitle.get(accuracy).addAll(byTitle.remove(curve.title()));
      }
    }
    byTitle.forEach(
        (title, together) ->
            metrics(chart("LINE", section, together.get(0).key()), title, together)
                .put("scaleType", "linear")
                .put("xAxisKey", "step")
                .put("xAxisScaleType", "linear")
                .put("lineSmoothness", 0)
                .put("selectedXAxisMetricKey", "")
                .put("displayPoints", true));
  }

  /** One chart a metric, all components together. */
  private void bars(String section, List<MetricName> values) {
    Map<String, List<MetricName>> byMetric = new LinkedHashMap<>();
    for (MetricName value : values) {
      if (!value.isBound()) {
        byMetric.computeIfAbsent(value.metric(), metric -> new ArrayList<>()).add(value);
      }
    }
    byMetric.forEach(
        (metric, together) -> {
          String title = together.size() == 1 ? together.get(0).title() : metric;
          metrics(chart("BAR", section, together.get(0).key()), title, together);
        });
  }

  private ObjectNode chart(String type, String section, String key) {
    shown.add(key);
    return charts
        .addObject()
        .put("type", type)
        .put("uuid", type + " " + key)
        .put("metricSectionId", section)
        .put("deleted", false)
        .put("isGenerated", false)
        .put("runsCountToCompare", 10)
        .put("metricKey", spelled(key));
  }

  private ObjectNode metrics(ObjectNode chart, String title, List<MetricName> metrics) {
    ArrayNode keys = chart.put("displayName", title).putArray("selectedMetricKeys");
    metrics.forEach(metric -> keys.add(spelled(metric.key())));
    return chart;
  }

  private void columns() {
    ArrayNode columns = state.putArray("selectedColumns");
    inventory
        .params()
        .forEach(param -> columns.add("params.`" + Keys.spelled(List.of(param)).get(param) + "`"));
    List<String> best =
        inventory.values().stream().filter(key -> MetricName.of(key).isBest()).toList();
    best.stream().limit(MOST_COLUMNS).forEach(key -> columns.add(column(key)));
    columns.add("attributes.`Dataset`");
    best.stream()
        .filter(key -> key.endsWith(".best"))
        .findFirst()
        .ifPresent(key -> state.put("orderByKey", column(key)).put("orderByAsc", false));
  }

  private String column(String key) {
    return "metrics.`" + spelled(key) + "`";
  }

  private String spelled(String key) {
    return spellings.getOrDefault(key, key);
  }
}
