package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.plugins.mlflow.limits.Texts;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How far publishing a run to a server has come, in a file of the run's {@linkplain
 * PublishableRun#memory() memory}. It saves the questions what is there; a run is as well published
 * without it.
 */
final class Cursor {

  private static final Logger LOG = System.getLogger(Cursor.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MlflowApi api;
  private final Path file;

  Cursor(MlflowApi api, PublishableRun run) {
    this.api = api;
    String server = Texts.sha256(api.address().toString()).substring(0, 16);
    this.file = run.memory().resolve("mlflow-" + server + ".json");
  }

  /**
   * Where it stands.
   *
   * @param runId MLflow's id of the run
   * @param published what is there at least
   * @param shared whether the server has this manifest too, for publishers on other machines
   */
  record Place(String runId, Manifest published, boolean shared) {}

  /** The last place; empty if nothing was published from this folder to this server. */
  Optional<Place> read() {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      String runId = json.path("run_id").asText();
      return runId.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Place(
                  runId, Manifest.of(json.path("published")), json.path("shared").asBoolean()));
    } catch (IOException e) {
      return Optional.empty(); // missing or damaged: the server is asked
    }
  }

  /** Keeps a place; if that cannot be done, the server is asked next time. */
  void write(Place place) {
    ObjectNode json = api.object().put("server", api.address().toString());
    json.put("run_id", place.runId()).put("shared", place.shared());
    json.set("published", place.published().json(api));
    try {
      Files.createDirectories(file.getParent());
      Path temporary = Files.createTempFile(file.getParent(), ".cursor", ".tmp");
      try {
        Files.write(temporary, JSON.writeValueAsBytes(json));
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      LOG.log(Logger.Level.WARNING, file + " cannot be written", e);
    }
  }
}
