package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.plugins.mlflow.limits.Batches;
import dev.lamina.plugins.mlflow.limits.Keys;
import dev.lamina.plugins.mlflow.limits.Texts;
import dev.lamina.plugins.mlflow.rest.ApiException;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run's params. MLflow never changes one, and refuses a whole request in which one differs, so
 * only those are sent that the server does not have.
 */
final class Params {

  private static final int LONGEST_VALUE = 6000;
  private static final int ATTEMPTS = 3;

  private final Map<String, String> params = new LinkedHashMap<>();
  private final List<String> cut = new ArrayList<>();

  Params(Map<String, String> written) {
    Map<String, String> keys = Keys.spelled(written.keySet());
    written.forEach(
        (key, value) -> {
          String spelling = keys.getOrDefault(key, key);
          params.put(spelling, Texts.cut(LONGEST_VALUE, value, "..."));
          if (Texts.isLonger(LONGEST_VALUE, value)) {
            cut.add(spelling);
          }
        });
  }

  /** The keys whose values are longer than MLflow takes. */
  List<String> cut() {
    return List.copyOf(cut);
  }

  /** Sends what is missing; returns the keys for which the server keeps another value. */
  List<String> send(MlflowApi api, ClaimedRun run) throws IOException {
    Map<String, String> there = run.params();
    for (int attempt = 1; ; attempt++) {
      try {
        sendMissing(api, run.id(), there);
        return differing(there);
      } catch (ApiException e) {
        if (e.status() != 400 || e.saysDeleted() || attempt == ATTEMPTS) {
          throw e;
        }
        // another publisher has set some of them since
        there =
            ClaimedRun.of(api, api.get("runs/get", Map.of("run_id", run.id())).path("run"))
                .params();
      }
    }
  }

  private void sendMissing(MlflowApi api, String runId, Map<String, String> there)
      throws IOException {
    List<ObjectNode> missing = new ArrayList<>();
    params.forEach(
        (key, value) -> {
          if (!there.containsKey(key)) {
            missing.add(api.object().put("key", key).put("value", value));
          }
        });
    for (List<ObjectNode> batch : Batches.of(missing, Batches.PARAMS_OR_TAGS, api::size)) {
      ObjectNode request = api.object().put("run_id", runId);
      request.putArray("params").addAll(batch);
      api.post("runs/log-batch", request);
    }
  }

  private List<String> differing(Map<String, String> there) {
    return params.entrySet().stream()
        .filter(
            param -> !there.getOrDefault(param.getKey(), param.getValue()).equals(param.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
