package dev.lamina.plugins.mlflow.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.plugins.mlflow.limits.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the runs of an experiment have to show.
 *
 * @param params with the value that each was seen with first, main ones first
 * @param varied those of which the runs have several values
 * @param values keys of metrics with one step
 * @param curves keys of metrics with several steps
 * @param images keys of logged images
 */
record Inventory(
    Map<String, String> params,
    List<String> varied,
    List<String> values,
    List<String> curves,
    List<String> images) {

  private static final int MOST_PARAMS = 40;
  private static final int LONGEST_VALUE = 60;

  /** Has the params of all its runs as its own, as lists. */
  private static final String SWEEP_TAG = "lamina.sweep";

  static final Inventory EMPTY =
      new Inventory(Map.of(), List.of(), List.of(), List.of(), List.of());

  static Inventory of(PublishableRun run, List<String> images) {
    Map<String, Set<Long>> steps = new LinkedHashMap<>();
    for (LoggedMetric metric : run.metrics()) {
      steps.computeIfAbsent(metric.key(), key -> new LinkedHashSet<>()).add(metric.step());
    }
    List<String> values = new ArrayList<>();
    List<String> curves = new ArrayList<>();
    steps.forEach((key, at) -> (at.size() > 1 ? curves : values).add(key));
    return new Inventory(
        run.tags().containsKey(SWEEP_TAG) ? Map.of() : params(run.params()),
        List.of(),
        values,
        curves,
        images);
  }

  private static Map<String, String> params(Map<String, String> all) {
    Map<String, String> params = new LinkedHashMap<>();
    all.entrySet().stream()
        .limit(MOST_PARAMS)
        .forEach(param -> params.put(param.getKey(), Texts.first(LONGEST_VALUE, param.getValue())));
    return params;
  }

  /** Both together; what is a curve in one of them is a curve. */
  Inventory with(Inventory other) {
    List<String> allCurves = union(curves, other.curves);
    List<String> allValues = new ArrayList<>(union(values, other.values));
    allValues.removeAll(allCurves);
    Map<String, String> allParams = new LinkedHashMap<>(params);
    List<String> differing = new ArrayList<>();
    other.params.forEach(
        (key, value) -> {
          String first = allParams.putIfAbsent(key, value);
          if (first != null && !first.equals(value)) {
            differing.add(key);
          }
        });
    return new Inventory(
        allParams,
        union(union(varied, other.varied), differing),
        allValues,
        allCurves,
        union(images, other.images));
  }

  private static List<String> union(List<String> a, List<String> b) {
    Set<String> union = new LinkedHashSet<>(a);
    union.addAll(b);
    return List.copyOf(union);
  }

  static Inventory of(JsonNode json) {
    Map<String, String> params = new LinkedHashMap<>();
    json.path("params")
        .properties()
        .forEach(param -> params.put(param.getKey(), param.getValue().asText()));
    return new Inventory(
        params,
        texts(json.path("varied")),
        texts(json.path("values")),
        texts(json.path("curves")),
        texts(json.path("images")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  void writeTo(ObjectNode json) {
    params.forEach(json.putObject("params")::put);
    varied.forEach(json.putArray("varied")::add);
    values.forEach(json.putArray("values")::add);
    curves.forEach(json.putArray("curves")::add);
    ArrayNode keys = json.putArray("images");
    images.forEach(keys::add);
  }
}
