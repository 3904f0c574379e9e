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
 * over the layers and a bar chart for each summary metric; in the first of them, parallel
 * coordinates that lead from what the runs vary to the best values. The format is the UI's own; it
 * was found out by looking at MLflow 3.17.
 */
final class Charts {

  private static final int MOST_METRIC_COLUMNS = 4;
  private static final int MOST_PARAM_COLUMNS = 4;
  private static final int MOST_COORDINATES = 3;

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
    boolean first = true;
    for (String analysis : analyses()) {
      String section = open(sections, analysis.isEmpty() ? "metrics" : analysis);
      List<MetricName> values = names(inventory.values(), analysis);
      section(section, names(inventory.curves(), analysis), values, first);
      first = false;
    }
    if (!inventory.images().isEmpty()) {
      String section = open(sections, "figures");
      inventory.images().forEach(image -> image(section, image));
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

  /** Adds a section; returns its id. */
  private static String open(ArrayNode sections, String name) {
    String id = "section " + name;
    sections
        .addObject()
        .put("uuid", id)
        .put("name", name)
        .put("display", true)
        .put("isReordered", true);
    return id;
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
  private void section(
      String section, List<MetricName> curves, List<MetricName> values, boolean first) {
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
    if (first) {
      coordinates(section, bars.getOrDefault(true, List.of()));
    }
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

  /** From what the runs vary to the best values; nothing if all runs are alike. */
  private void coordinates(String section, List<MetricName> best) {
    if (inventory.varied().isEmpty() || best.isEmpty()) {
      return;
    }
    ObjectNode chart = card("PARALLEL", section, "coordinates").put("showAllRuns", false);
    ArrayNode params = chart.putArray("selectedParams");
    inventory.varied().stream()
        .limit(MOST_COORDINATES)
        .forEach(param -> params.add(spelledParam(param)));
    ArrayNode metrics = chart.putArray("selectedMetrics");
    best.stream().limit(MOST_COORDINATES).forEach(name -> metrics.add(spelled(name.key())));
  }

  private void image(String section, String key) {
    card("IMAGE", section, key)
        .put("step", 0)
        .put("showRunParams", false)
        .putArray("imageKeys")
        .add(key);
  }

  private ObjectNode chart(String type, String section, String key) {
    shown.add(key);
    return card(type, section, key).put("metricKey", spelled(key));
  }

  private ObjectNode card(String type, String section, String name) {
    return charts
        .addObject()
        .put("type", type)
        .put("uuid", type + " " + name)
        .put("metricSectionId", section)
        .put("deleted", false)
        .put("isGenerated", false)
        .put("runsCountToCompare", 10);
  }

  /** What tells the runs apart: the params that they vary, or else the main ones. */
  private List<String> paramColumns() {
    return (inventory.varied().isEmpty()
            ? inventory.params().keySet().stream()
            : inventory.varied().stream())
        .limit(MOST_PARAM_COLUMNS)
        .toList();
  }

  private static String spelledParam(String param) {
    return Keys.spelled(List.of(param)).getOrDefault(param, param);
  }

  private void columns() {
    ArrayNode columns = state.putArray("selectedColumns");
    paramColumns().forEach(param -> columns.add("params.`" + spelledParam(param) + "`"));
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
