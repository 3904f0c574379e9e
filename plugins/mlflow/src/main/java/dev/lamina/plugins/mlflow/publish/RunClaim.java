package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.plugins.mlflow.rest.ApiException;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds or makes the one MLflow run that stands for a run. MLflow neither takes an id from a client
 * nor refuses a second run with the same tag, so every publisher does the same: search the tag in
 * all experiments, create a run if there is none, search again, keep the run with the least id and
 * delete the others. Publishers that work at the same time, and repeated requests whose answers
 * were lost, end with the same run.
 */
final class RunClaim {

  /** The tag that holds a run's own id. */
  static final String RUN_ID_TAG = "lamina.run_id";

  private static final int PAGE = 1000;

  private final MlflowApi api;

  RunClaim(MlflowApi api) {
    this.api = api;
  }

  /** The MLflow run; a new one is made in the experiment of that name, with that name. */
  ClaimedRun claim(PublishableRun run, String experiment, String runName) throws IOException {
    List<ClaimedRun> found = search(run.id());
    if (found.isEmpty()) {
      ClaimedRun created = create(run, new Experiments(api).idOf(experiment), runName);
      found = search(run.id());
      if (found.isEmpty()) {
        return created; // a search that lags behind: nobody else has been seen
      }
    }
    ClaimedRun kept = found.get(0);
    for (ClaimedRun other : found.subList(1, found.size())) {
      delete(other);
    }
    return kept;
  }

  /** A run that was claimed before; empty if it is not that run's any more. */
  Optional<ClaimedRun> known(PublishableRun run, String mlflowId) throws IOException {
    try {
      JsonNode found = api.get("runs/get", Map.of("run_id", mlflowId)).path("run");
      boolean active = found.at("/info/lifecycle_stage").asText().equals("active");
      return Optional.of(ClaimedRun.of(api, found))
          .filter(claimed -> active && run.id().equals(claimed.tags().get(RUN_ID_TAG)));
    } catch (ApiException e) {
      if (e.is("RESOURCE_DOES_NOT_EXIST")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The MLflow run that stands for a run, if there is one. */
  Optional<ClaimedRun> find(String runId) throws IOException {
    return search(runId).stream().findFirst();
  }

  private ClaimedRun create(PublishableRun run, String experimentId, String runName)
      throws IOException {
    ObjectNode request = api.object().put("experiment_id", experimentId).put("run_name", runName);
    request.put("start_time", run.started().toEpochMilli());
    ArrayNode tags = request.putArray("tags");
    tags.addObject().put("key", RUN_ID_TAG).put("value", run.id());
    return ClaimedRun.of(api, api.post("runs/create", request).path("run"));
  }

  /** The active runs with that tag, least id first. */
  private List<ClaimedRun> search(String runId) throws IOException {
    List<ClaimedRun> found = new ArrayList<>();
    String page = "";
    do {
      ObjectNode request = api.object().put("max_results", PAGE).put("view_type", "ACTIVE_ONLY");
      JsonNode answer = api.post("experiments/search", withPage(request, page));
      ArrayNode ids = request.arrayNode();
      answer.path("experiments").forEach(e -> ids.add(e.path("experiment_id").asText()));
      if (!ids.isEmpty()) {
        found.addAll(search(runId, ids));
      }
      page = answer.path("next_page_token").asText();
    } while (!page.isEmpty());
    found.sort(Comparator.comparing(ClaimedRun::id));
    return found;
  }

  private List<ClaimedRun> search(String runId, ArrayNode experimentIds) throws IOException {
    ObjectNode request = api.object().put("max_results", PAGE).put("run_view_type", "ACTIVE_ONLY");
    request.set("experiment_ids", experimentIds);
    request.put("filter", "tags.`" + RUN_ID_TAG + "` = '" + runId + "'");
    List<ClaimedRun> found = new ArrayList<>();
    for (JsonNode run : api.post("runs/search", request).path("runs")) {
      found.add(ClaimedRun.of(api, run));
    }
    return found;
  }

  private static ObjectNode withPage(ObjectNode request, String page) {
    return page.isEmpty() ? request : request.put("page_token", page);
  }

  private void delete(ClaimedRun run) throws IOException {
    try {
      api.post("runs/delete", api.object().put("run_id", run.id()));
    } catch (ApiException e) {
      if (!e.saysDeleted() && !e.is("RESOURCE_DOES_NOT_EXIST")) {
        throw e; // otherwise another publisher was faster
      }
    }
  }
}
