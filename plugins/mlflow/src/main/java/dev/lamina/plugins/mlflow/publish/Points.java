package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.plugins.mlflow.limits.Batches;
import dev.lamina.plugins.mlflow.limits.Keys;
import dev.lamina.plugins.mlflow.limits.Texts;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The points of a run's metrics. MLflow identifies a point by run, key, step, timestamp and value,
 * so sending the same points again adds nothing, and a value must arrive to its last bit.
 */
final class Points {

  private final List<ObjectNode> points;

  Points(MlflowApi api, List<LoggedMetric> metrics) {
    Map<String, String> keys =
        Keys.spelled(metrics.stream().map(LoggedMetric::key).distinct().toList());
    this.points =
        metrics.stream()
            .map(metric -> point(api, keys.getOrDefault(metric.key(), metric.key()), metric))
            .distinct()
            .toList();
  }

  /**
   * A point as MLflow takes it. NaN and infinities, which JSON numbers lack, are texts; MLflow
   * stores an infinity as the largest finite number of its sign.
   */
  private static ObjectNode point(MlflowApi api, String key, LoggedMetric metric) {
    ObjectNode point = api.object().put("key", key);
    if (Double.isFinite(metric.value())) {
      point.put("value", metric.value());
    } else {
      point.put("value", Double.toString(metric.value()));
    }
    return point.put("timestamp", metric.timestamp().toEpochMilli()).put("step", metric.step());
  }

  /** A fingerprint of all of them. */
  String sha256() {
    return Texts.sha256(points.toString());
  }

  void send(MlflowApi api, String runId) throws IOException {
    for (List<ObjectNode> batch : Batches.of(points, Batches.METRICS, api::size)) {
      ObjectNode request = api.object().put("run_id", runId);
      ArrayNode metrics = request.putArray("metrics");
      metrics.addAll(batch);
      api.post("runs/log-batch", request);
    }
  }
}
