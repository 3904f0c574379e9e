package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.plugins.mlflow.limits.Batches;
import dev.lamina.plugins.mlflow.limits.Keys;
import dev.lamina.plugins.mlflow.limits.Texts;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The points of a run's metrics. MLflow identifies a point by run, key, step, timestamp and value,
 * so sending the same points again adds nothing, and a value must arrive to its last bit.
 */
final class Points {

  private final MlflowApi api;
  private final Map<String, Set<ObjectNode>> points = new LinkedHashMap<>();

  Points(MlflowApi api, List<LoggedMetric> metrics) {
    this.api = api;
    Map<String, String> keys =
        Keys.spelled(metrics.stream().map(LoggedMetric::key).distinct().toList());
    for (LoggedMetric metric : metrics) {
      String key = keys.getOrDefault(metric.key(), metric.key());
      points.computeIfAbsent(key, first -> new LinkedHashSet<>()).add(point(key, metric));
    }
  }

  /**
   * A point as MLflow takes it. NaN and infinities, which JSON numbers lack, are texts; MLflow
   * stores an infinity as the largest finite number of its sign.
   */
  private ObjectNode point(String key, LoggedMetric metric) {
    ObjectNode point = api.object().put("key", key);
    if (Double.isFinite(metric.value())) {
      point.put("value", metric.value());
    } else {
      point.put("value", Double.toString(metric.value()));
    }
    return point.put("timestamp", metric.timestamp().toEpochMilli()).put("step", metric.step());
  }

  /**
   * Sends the metrics that are new or have changed.
   *
   * @param before fingerprints of what has been published, by key
   * @return the same with those of what has been sent
   */
  Map<String, String> send(String runId, Map<String, String> before) throws IOException {
    Map<String, String> published = new TreeMap<>(before);
    List<ObjectNode> wanted = new ArrayList<>();
    points.forEach(
        (key, ofKey) -> {
          String sha256 = Texts.sha256(ofKey.toString());
          if (!sha256.equals(published.put(key, sha256))) {
            wanted.addAll(ofKey);
          }
        });
    for (List<ObjectNode> batch : Batches.of(wanted, Batches.METRICS, api::size)) {
      ObjectNode request = api.object().put("run_id", runId);
      ArrayNode metrics = request.putArray("metrics");
      metrics.addAll(batch);
      api.post("runs/log-batch", request);
    }
    return published;
  }
}
