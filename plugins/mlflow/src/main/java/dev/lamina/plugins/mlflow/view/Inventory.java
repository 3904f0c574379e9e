package dev.lamina.plugins.mlflow.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the runs of an experiment have to show.
 *
 * @param params the main ones
 * @param values keys of metrics with one step
 * @param curves keys of metrics with several steps
 */
record Inventory(List<String> params, List<String> values, List<String> curves) {

  private static final int MAIN_PARAMS = 4;

  static final Inventory EMPTY = new Inventory(List.of(), List.of(), List.of());

  static Inventory of(PublishableRun run) {
    Map<String, Set<Long>> steps = new LinkedHashMap<>();
    for (LoggedMetric metric : run.metrics()) {
      steps.computeIfAbsent(metric.key(), key -> new LinkedHashSet<>()).add(metric.step());
    }
    List<String> values = new ArrayList<>();
    List<String> curves = new ArrayList<>();
    steps.forEach((key, at) -> (at.size() > 1 ? curves : values).add(key));
    return new Inventory(
        run.params().keySet().stream().limit(MAIN_PARAMS).toList(), values, curves);
  }

  /** Both together; what is a curve in one of them is a curve. */
  Inventory with(Inventory other) {
    List<String> allCurves = union(curves, other.curves);
    List<String> allValues = new ArrayList<>(union(values, other.values));
    allValues.removeAll(allCurves);
    return new Inventory(union(params, other.params), allValues, allCurves);
  }

  private static List<String> union(List<String> a, List<String> b) {
    Set<String> union = new LinkedHashSet<>(a);
    union.addAll(b);
    return List.copyOf(union);
  }

  static Inventory of(JsonNode json) {
    return new Inventory(
        texts(json.path("params")), texts(json.path("values")), texts(json.path("curves")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  void writeTo(ObjectNode json) {
    params.forEach(json.putArray("params")::add);
    values.forEach(json.putArray("values")::add);
    ArrayNode keys = json.putArray("curves");
    curves.forEach(keys::add);
  }
}
