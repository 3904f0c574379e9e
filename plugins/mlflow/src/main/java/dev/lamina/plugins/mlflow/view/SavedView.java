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
 * The views of an experiment, experiment tags that the MLflow UI reads. "Lamina" shows the curves
 * of all runs published to the experiment so far, best run first: each run adds what is new to it.
 * "Lamina: tree" is the list of runs by time, where those of a sweep stand below it.
 */
public final class SavedView {

  private static final String ID = "lamina";
  private static final String TREE_ID = "lamina-tree";
  private static final int ATTEMPTS = 3;
  private static final String TAG = "mlflow.sharedViewState.";

  private SavedView() {}

  /**
   * Brings the experiment's view up to date; a run that adds nothing writes nothing.
   *
   * @param experiment as MLflow describes it
   * @param images keys of the run's logged images
   * @param notes takes a line for the user if the server refuses
   * @return the page that compares the experiment's runs
   */
  public static String publish(
      MlflowApi api,
      JsonNode experiment,
      PublishableRun run,
      List<String> images,
      List<String> notes)
      throws IOException {
    String experimentId = api.text(experiment, "/experiment_id");
    String page =
        "%s/#/experiments/%s/runs?workflowType=machine_learning&compareRunsMode=CHART"
            .formatted(api.address(), experimentId);
    Inventory added = Inventory.of(run, images);
    try {
      int attempt = 1;
      // once more, as another publisher may have written at the same time
      while (add(api, experiment, added, run) && attempt++ < ATTEMPTS) {
        experiment = api.experiment(experimentId);
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

  /** False if all of it was there. */
  private static boolean add(
      MlflowApi api, JsonNode experiment, Inventory added, PublishableRun run) throws IOException {
    JsonNode before = parsed(tag(experiment, TAG + ID));
    JsonNode stateBefore = parsed(PackedText.unpacked(before.path("state").asText()));
    Inventory all = Inventory.of(stateBefore.path("lamina")).with(added);
    ObjectNode state = api.object();
    Charts.write(all, state);
    all.writeTo(state.putObject("lamina"));
    if (state.equals(stateBefore)) {
      return false;
    }
    String experimentId = api.text(experiment, "/experiment_id");
    ObjectNode tree = api.object();
    tree.set("selectedColumns", state.path("selectedColumns"));
    write(api, experimentId, TREE_ID, view("Lamina: tree", before, tree, run));
    // last, as it says what has been written
    write(api, experimentId, ID, view("Lamina", before, state, run));
    return true;
  }

  private static ObjectNode view(
      String name, JsonNode before, ObjectNode state, PublishableRun run) {
    long created = before.path("createdAt").asLong(run.ended().toEpochMilli());
    return state
        .objectNode()
        .put("name", name)
        .put("createdAt", created)
        .put("updatedAt", run.ended().toEpochMilli())
        .put("state", PackedText.packed(state.toString()));
  }

  private static void write(MlflowApi api, String experimentId, String id, ObjectNode view)
      throws IOException {
    ObjectNode request = api.object().put("experiment_id", experimentId);
    api.post(
        "experiments/set-experiment-tag",
        request.put("key", TAG + id).put("value", view.toString()));
  }

  private static String tag(JsonNode experiment, String key) {
    for (JsonNode tag : experiment.path("tags")) {
      if (tag.path("key").asText().equals(key)) {
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
