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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of the MLflow UI's chart view: a section an analysis, in it a line chart for each curve
 * over the layers and a bar chart for each summary metric. The format is the UI's own; it was found
 * out by looking at MLflow 3.17.
 */
final class Charts {

  private static final int MOST_METRIC_COLUMNS = 4;

  /** What a probe reaches without knowing anything, drawn beside its accuracy. */
  private static final Set<String> CHANCE = Set.of("control", "baseline");

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
      section(section, names(inventory.curves(), analysis), names(inventory.values(), analysis));
    }
    // The UI adds a chart for every metric that has none of its own; these are drawn with others.
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

  /**
   * The curves that have a best value, the best values, then the rest; a metric's components stand
   * side by side, three charts fill a row.
   */
  private void section(String section, List<MetricName> curves, List<MetricName> values) {
    Set<String> headlines =
        values.stream()
            .map(MetricName::metric)
            .filter(metric -> metric.endsWith(".best"))
            .map(metric -> metric.substring(0, metric.length() - ".best".length()))
            .collect(Collectors.toSet());
    Map<Boolean, List<List<MetricName>>> lines =
        lines(curves).stream()
            .collect(Collectors.partitioningBy(line -> headlines.contains(line.get(0).metric())));
    Map<Boolean, List<MetricName>> bars =
        values.stream()
            .filter(value -> !value.isBound())
            .sorted(byMetric(values))
            .collect(Collectors.partitioningBy(MetricName::isBest));
    lines.getOrDefault(true, List.of()).forEach(line -> line(section, line));
    bars.getOrDefault(true, List.of()).forEach(value -> chart("BAR", section, value.key()));
    lines.getOrDefault(false, List.of()).forEach(line -> line(section, line));
    bars.getOrDefault(false, List.of()).forEach(value -> chart("BAR", section, value.key()));
  }

  /** Metrics in the order in which they first appear. */
  private static Comparator<MetricName> byMetric(List<MetricName> names) {
    List<String> metrics = names.stream().map(MetricName::metric).distinct().toList();
    return Comparator.comparing(name -> metrics.indexOf(name.metric()));
  }

  /** What each line chart shows: a metric's groups together, a probe's accuracy with its chance. */
  private static List<List<MetricName>> lines(List<MetricName> curves) {
    Map<String, List<MetricName>> lines = new LinkedHashMap<>();
    curves.stream()
        .filter(curve -> !curve.isBound())
        .sorted(byMetric(curves))
        .forEach(
            curve ->
                lines
                    .computeIfAbsent(place(curve, curve.metric()), place -> new ArrayList<>())
                    .add(curve));
    for (MetricName curve : curves) {
      List<MetricName> accuracy = lines.get(place(curve, "accuracy"));
      if (CHANCE.contains(curve.metric()) && accuracy != null) {
        accuracy.addAll(lines.remove(place(curve, curve.metric())));
      }
    }
    return List.copyOf(lines.values());
  }

  private static String place(MetricName curve, String metric) {
    return curve.component() + "/" + metric;
  }

  private void line(String section, List<MetricName> metrics) {
    ObjectNode chart =
        chart("LINE", section, metrics.get(0).key())
            .put("scaleType", "linear")
            .put("xAxisKey", "step")
            .put("xAxisScaleType", "linear")
            .put("lineSmoothness", 0)
            .put("selectedXAxisMetricKey", "")
            .put("displayPoints", true);
    ArrayNode keys = chart.putArray("selectedMetricKeys");
    metrics.forEach(metric -> keys.add(spelled(metric.key())));
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

  private void columns() {
    ArrayNode columns = state.putArray("selectedColumns");
    inventory
        .params()
        .forEach(param -> columns.add("params.`" + Keys.spelled(List.of(param)).get(param) + "`"));
    List<MetricName> best =
        inventory.values().stream().map(MetricName::of).filter(MetricName::isBest).toList();
    best.stream()
        .sorted(byMetric(best))
        .limit(MOST_METRIC_COLUMNS)
        .forEach(metric -> columns.add(column(metric.key())));
    columns.add("attributes.`Dataset`");
    best.stream()
        .map(MetricName::key)
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
