package dev.lamina.plugins.mlflow.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.plugins.mlflow.rest.MlflowApi;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been published, as fingerprints (SHA-256). What it lists is there, so publishing again
 * sends only what is new.
 *
 * @param inputs of the data set; empty if none has been published
 * @param metrics of the points of each metric by its key
 * @param tags of each tag's value by its key, of two where it is not known that the second has been
 *     sent: a tag with another value was edited in MLflow
 * @param artifacts of each file by its path on the server
 */
record Manifest(
    String inputs,
    Map<String, String> metrics,
    Map<String, String> tags,
    Map<String, String> artifacts) {

  /** Where it lies among the run's files, the last of them to be written. */
  static final String PATH = "lamina/manifest.json";

  static final Manifest NONE = new Manifest("", Map.of(), Map.of(), Map.of());

  /** Reads it. */
  static Manifest of(JsonNode json) {
    return new Manifest(
        json.path("inputs").asText(),
        texts(json.path("metrics")),
        texts(json.path("tags")),
        texts(json.path("artifacts")));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  /** The same with other tags. */
  Manifest withTags(Map<String, String> published) {
    return new Manifest(inputs, metrics, published, artifacts);
  }

  /** The same with other files. */
  Manifest withArtifacts(Map<String, String> published) {
    return new Manifest(inputs, metrics, tags, published);
  }

  ObjectNode json(MlflowApi api) {
    ObjectNode json = api.object().put("inputs", inputs);
    metrics.forEach(json.putObject("metrics")::put);
    tags.forEach(json.putObject("tags")::put);
    artifacts.forEach(json.putObject("artifacts")::put);
    return json;
  }
}
