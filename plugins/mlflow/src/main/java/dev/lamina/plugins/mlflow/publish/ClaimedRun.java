package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one MLflow run that stands for a run.
 *
 * @param status as MLflow spells it, {@code RUNNING}
 * @param artifactUri where MLflow keeps its files, {@code mlflow-artifacts:/E/R/artifacts}
 * @param params as they are on the server
 * @param tags as they are on the server
 */
record ClaimedRun(
    String id,
    String experimentId,
    String status,
    String artifactUri,
    Map<String, String> params,
    Map<String, String> tags) {

  /** Reads MLflow's description of a run. */
  static ClaimedRun of(MlflowApi api, JsonNode run) throws IOException {
    return new ClaimedRun(
        api.text(run, "/info/run_id"),
        api.text(run, "/info/experiment_id"),
        run.at("/info/status").asText(),
        run.at("/info/artifact_uri").asText(),
        pairs(run.at("/data/params")),
        pairs(run.at("/data/tags")));
  }

  private static Map<String, String> pairs(JsonNode list) {
    Map<String, String> pairs = new HashMap<>();
    list.forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value").asText()));
    return pairs;
  }

  /** Its folder below the server's artifacts, if the server takes files for it. */
  Optional<String> artifactFolder(MlflowApi api) {
    if (!artifactUri.startsWith("mlflow-artifacts:")) {
      return Optional.empty();
    }
    URI uri = URI.create(artifactUri.replace(" ", "%20"));
    boolean elsewhere =
        uri.getHost() != null && !uri.getHost().equals(api.address().uri().getHost());
    return elsewhere ? Optional.empty() : Optional.of(uri.getPath().replaceAll("^/+", ""));
  }
}
