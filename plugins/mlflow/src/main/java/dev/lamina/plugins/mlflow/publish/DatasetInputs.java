package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun.DatasetInput;
import dev.lamina.plugins.mlflow.limits.Texts;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.util.Optional;

/** The data set a run read, as MLflow shows it beside the run. */
final class DatasetInputs {

  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_DIGEST = 36;
  private static final int LONGEST_SOURCE = 10_000;

  private final MlflowApi api;

  DatasetInputs(MlflowApi api) {
    this.api = api;
  }

  /**
   * Logs it unless that has been done; logging the same again changes nothing.
   *
   * @param before the fingerprint of what has been published
   * @return the one of what is published now
   */
  String send(String runId, Optional<DatasetInput> input, String before) throws IOException {
    if (input.isEmpty()) {
      return before;
    }
    ObjectNode request = api.object().put("run_id", runId);
    ObjectNode logged = request.putArray("datasets").addObject();
    logged.putArray("tags").addObject().put("key", "mlflow.data.context").put("value", "study");
    describe(input.get(), logged.putObject("dataset"));
    String sha256 = Texts.sha256(logged.toString());
    if (!sha256.equals(before)) {
      api.post("runs/log-inputs", request);
    }
    return sha256;
  }

  private void describe(DatasetInput input, ObjectNode dataset) {
    String source = Texts.first(LONGEST_SOURCE, input.source());
    boolean web = source.startsWith("http://") || source.startsWith("https://");
    dataset
        .put("name", Texts.first(LONGEST_NAME, input.name()))
        .put("digest", Texts.first(LONGEST_DIGEST, input.digest()))
        .put("source_type", web ? "http" : "local")
        .put("source", api.object().put(web ? "url" : "uri", source).toString())
        .put("profile", api.object().put("num_rows", input.rows()).toString());
  }
}
