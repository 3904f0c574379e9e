package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.plugins.mlflow.limits.Batches;
import dev.lamina.plugins.mlflow.limits.Keys;
import dev.lamina.plugins.mlflow.limits.Texts;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run's tags, its description among them. */
final class Tags {

  /** The tag that holds MLflow's id of the run that this one is below. */
  static final String PARENT_TAG = "mlflow.parentRunId";

  private static final int LONGEST_VALUE = 8000;
  private static final String NOTE_ENDING = "\n\n(cut here; all of it is in summary.md)";

  private final Map<String, String> tags = new LinkedHashMap<>();

  /**
   * @param report the page of the run's report; empty if it has none
   * @param parentRunId the MLflow run that this one is a child of
   */
  Tags(
      PublishableRun run,
      List<String> cutParams,
      Optional<String> report,
      Optional<String> parentRunId) {
    String link = report.map(page -> "\n\n[The whole report](" + page + ")").orElse("");
    String note = Texts.cut(LONGEST_VALUE - link.length(), run.note(), NOTE_ENDING) + link;
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("mlflow.source.name", "lamina");
    wanted.put("mlflow.source.type", "LOCAL");
    wanted.putAll(run.tags());
    wanted.put(RunClaim.RUN_ID_TAG, run.id());
    wanted.put("mlflow.note.content", note);
    if (!LoggedImages.of(run).isEmpty()) {
      wanted.put(LoggedImages.TAG, "True");
    }
    parentRunId.ifPresent(id -> wanted.put(PARENT_TAG, id));
    if (!cutParams.isEmpty()) {
      wanted.put("lamina.cut_params", String.join(", ", cutParams));
    }
    Map<String, String> keys = Keys.spelled(wanted.keySet());
    wanted.forEach(
        (key, value) ->
            tags.put(keys.getOrDefault(key, key), Texts.cut(LONGEST_VALUE, value, "...")));
  }

  /**
   * What is to be sent.
   *
   * @param values new ones by key
   * @param meanwhile fingerprints by key while it is not known what of that has arrived
   * @param published fingerprints by key when all has
   */
  record Change(
      Map<String, String> values, Map<String, String> meanwhile, Map<String, String> published) {

    void send(MlflowApi api, ClaimedRun run) throws IOException {
      List<ObjectNode> changed = new ArrayList<>();
      values.forEach((key, value) -> changed.add(api.object().put("key", key).put("value", value)));
      for (List<ObjectNode> batch : Batches.of(changed, Batches.PARAMS_OR_TAGS, api::size)) {
        ObjectNode request = api.object().put("run_id", run.id());
        request.putArray("tags").addAll(batch);
        api.post("runs/log-batch", request);
      }
    }
  }

  /**
   * What is new. A tag whose value on the server is not one that was published has been edited
   * there, and stays.
   *
   * @param before fingerprints of what was published, by key
   */
  Change change(ClaimedRun run, Map<String, String> before) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> meanwhile = new TreeMap<>(before);
    Map<String, String> published = new TreeMap<>(before);
    tags.forEach(
        (key, value) -> {
          String there = run.tags().get(key);
          String known = before.getOrDefault(key, "");
          boolean ours = there == null || known.isEmpty() || known.contains(Texts.sha256(there));
          if (ours) {
            String fingerprint = Texts.sha256(value);
            published.put(key, fingerprint);
            if (!value.equals(there)) {
              values.put(key, value);
              String old = there == null ? "" : Texts.sha256(there) + " ";
              meanwhile.put(key, old + fingerprint);
            }
          }
        });
    return new Change(values, meanwhile, published);
  }
}
