package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has been published, as fingerprints (SHA-256). It is stored beside the run's files as the
 * last of them, so what it lists is there, and publishing again sends only what is new.
 *
 * @param metrics of all points together; empty if not known
 * @param tags of each tag's value by its key: a tag with another value was edited in MLflow
 * @param artifacts of each file by its path on the server
 */
record Manifest(String metrics, Map<String, String> tags, Map<String, String> artifacts) {

  /** Where it lies among the run's files. */
  static final String PATH = "lamina/manifest.json";

  static final Manifest NONE = new Manifest("", Map.of(), Map.of());

  /** Reads it; {@link #NONE} if there is none. */
  static Manifest of(Optional<JsonNode> stored) {
    return stored
        .map(
            json ->
                new Manifest(
                    json.path("metrics").asText(),
                    texts(json.path("tags")),
                    texts(json.path("artifacts"))))
        .orElse(NONE);
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  ObjectNode json(MlflowApi api) {
    ObjectNode json = api.object().put("metrics", metrics);
    tags.forEach(json.putObject("tags")::put);
    artifacts.forEach(json.putObject("artifacts")::put);
    return json;
  }
}
