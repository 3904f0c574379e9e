package dev.lamina.plugins.mlflow.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.plugins.mlflow.rest.ApiException;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.util.List;

/**
 * The view named "Lamina" of an experiment, an experiment tag that the MLflow UI reads. It shows
 * the curves of all runs published to the experiment so far: each run adds what is new to it.
 */
public final class SavedView {

  private static final String ID = "lamina";
  private static final String TAG = "mlflow.sharedViewState." + ID;

  private SavedView() {}

  /**
   * Brings the experiment's view up to date; a run that adds nothing writes nothing.
   *
   * @param experiment as MLflow describes it
   * @param notes takes a line for the user if the server refuses
   * @return the page that compares the experiment's runs
   */
  public static String publish(
      MlflowApi api, JsonNode experiment, PublishableRun run, List<String> notes)
      throws IOException {
    String experimentId = api.text(experiment, "/experiment_id");
    String page =
        "%s/#/experiments/%s/runs?workflowType=machine_learning&compareRunsMode=CHART"
            .formatted(api.address(), experimentId);
    try {
      JsonNode before = parsed(tag(experiment));
      JsonNode stateBefore = parsed(PackedText.unpacked(before.path("state").asText()));
      Inventory known = Inventory.of(stateBefore.path("lamina"));
      Inventory all = known.with(Inventory.of(run));
      ObjectNode state = api.object();
      Charts.write(all, state);
      all.writeTo(state.putObject("lamina"));
      if (!state.equals(stateBefore)) {
        write(api, experimentId, before, state, run);
      }
      return page + "&viewStateShareKey=" + ID;
    } catch (ApiException e) {
      if (e.saysDeleted()) {
        throw e;
      }
      notes.add("the experiment has no saved view: " + e.getMessage());
      return page;
    }
  }

  private static void write(
      MlflowApi api, String experimentId, JsonNode before, ObjectNode state, PublishableRun run)
      throws IOException {
    ObjectNode view = api.object().put("name", "Lamina");
    view.put("createdAt", before.path("createdAt").asLong(run.ended().toEpochMilli()));
    view.put("updatedAt", run.ended().toEpochMilli());
    view.put("state", PackedText.packed(state.toString()));
    ObjectNode request = api.object().put("experiment_id", experimentId);
    api.post(
        "experiments/set-experiment-tag", request.put("key", TAG).put("value", view.toString()));
  }

  private static String tag(JsonNode experiment) {
    for (JsonNode tag : experiment.path("tags")) {
      if (tag.path("key").asText().equals(TAG)) {
        return tag.path("value").asText();
      }
    }
    return "";
  }

  private static JsonNode parsed(String json) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      return mapper.missingNode(); // written by something else: replaced
    }
  }
}
