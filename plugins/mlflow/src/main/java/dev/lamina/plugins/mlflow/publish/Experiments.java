package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.problem.Quoted;
import dev.lamina.plugins.mlflow.rest.ApiException;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.util.Map;

/** Finds experiments by name and makes them. */
final class Experiments {

  private final MlflowApi api;

  Experiments(MlflowApi api) {
    this.api = api;
  }

  /** The id of the experiment of that name, made if there is none. */
  String idOf(String name) throws IOException {
    try {
      return find(name);
    } catch (ApiException missing) {
      if (!missing.is("RESOURCE_DOES_NOT_EXIST")) {
        throw missing;
      }
    }
    try {
      return api.text(
          api.post("experiments/create", api.object().put("name", name)), "/experiment_id");
    } catch (ApiException madeMeanwhile) {
      if (!madeMeanwhile.is("RESOURCE_ALREADY_EXISTS")) {
        throw madeMeanwhile;
      }
      return find(name);
    }
  }

  private String find(String name) throws IOException {
    JsonNode found = api.get("experiments/get-by-name", Map.of("experiment_name", name));
    String id = api.text(found, "/experiment/experiment_id");
    if (found.at("/experiment/lifecycle_stage").asText().equals("deleted")) {
      // Restoring would bring back every run that was ever deleted from it: not ours to decide.
      throw new IOException(
          "the experiment %s has been deleted on %s and keeps its name: restore it with mlflow experiments restore -x %s, or name another with experiment: in the spec or MLFLOW_EXPERIMENT_NAME"
              .formatted(Quoted.of(name), api.address(), id));
    }
    return id;
  }
}
