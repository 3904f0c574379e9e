package dev.lamina.testkit.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.testkit.TrackerContract.PublishedRun;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads from an MLflow server what was published to it. */
public record MlflowReader(String address) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  boolean isThere() {
    try {
      return send("GET", "/health", "").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<byte[]> send(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Calls MLflow's REST interface. */
  public JsonNode post(String what, Map<String, ?> body) throws IOException {
    return json(send("POST", "/api/2.0/mlflow/" + what, JSON.writeValueAsString(body)));
  }

  /** Calls MLflow's REST interface. */
  public JsonNode get(String what) throws IOException {
    return json(send("GET", "/api/2.0/mlflow/" + what, ""));
  }

  private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(new String(response.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(response.body());
  }

  /** MLflow's runs with that {@code lamina.run_id}, also deleted ones. */
  public List<JsonNode> runsWithDeleted(String runId) throws IOException {
    return search(runId, "ALL");
  }

  /** MLflow's runs with that {@code lamina.run_id}. */
  public List<JsonNode> runs(String runId) throws IOException {
    return search(runId, "ACTIVE_ONLY");
  }

  private List<JsonNode> search(String runId, String view) throws IOException {
    List<String> experiments = new ArrayList<>();
    post("experiments/search", Map.of("max_results", 1000, "view_type", "ALL"))
        .path("experiments")
        .forEach(experiment -> experiments.add(experiment.path("experiment_id").asText()));
    List<JsonNode> runs = new ArrayList<>();
    String filter = "tags.`lamina.run_id` = '" + runId + "'";
    post(
            "runs/search",
            Map.of("experiment_ids", experiments, "filter", filter, "run_view_type", view))
        .path("runs")
        .forEach(runs::add);
    return runs;
  }

  /** MLflow's only run with that {@code lamina.run_id}. */
  public JsonNode run(String runId) throws IOException {
    List<JsonNode> runs = runs(runId);
    if (runs.size() != 1) {
      throw new AssertionError(runs.size() + " runs of " + runId);
    }
    return runs.get(0);
  }

  /** The name of the experiment of a run. */
  public String experiment(JsonNode run) throws IOException {
    return get("experiments/get?experiment_id=" + run.at("/info/experiment_id").asText())
        .at("/experiment/name")
        .asText();
  }

  /** The value of an experiment's tag; empty if it has none. */
  public String experimentTag(String name, String key) throws IOException {
    for (JsonNode tag :
        get("experiments/get-by-name?experiment_name=" + encoded(name)).at("/experiment/tags")) {
      if (tag.path("key").asText().equals(key)) {
        return tag.path("value").asText();
      }
    }
    return "";
  }

  /** Keys and values of a list of pairs. */
  public static Map<String, String> pairs(JsonNode list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    list.forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value").asText()));
    return pairs;
  }

  /** Every point of every metric of a run. */
  public List<LoggedMetric> points(JsonNode run) throws IOException {
    List<LoggedMetric> points = new ArrayList<>();
    for (JsonNode metric : run.at("/data/metrics")) {
      String key = metric.path("key").asText();
      JsonNode history =
          get("metrics/get-history?run_id=%s&metric_key=%s".formatted(id(run), encoded(key)));
      for (JsonNode point : history.path("metrics")) {
        points.add(
            new LoggedMetric(
                key,
                point.path("step").asLong(),
                Instant.ofEpochMilli(point.path("timestamp").asLong()),
                point.path("value").asDouble()));
      }
    }
    return points;
  }

  /** MLflow's id of a run. */
  public static String id(JsonNode run) {
    return run.at("/info/run_id").asText();
  }

  /** Every file of a run. */
  public Map<String, byte[]> artifacts(JsonNode run) throws IOException {
    String base = run.at("/info/artifact_uri").asText().replace("mlflow-artifacts:/", "");
    Map<String, byte[]> files = new LinkedHashMap<>();
    collect(base, "", files);
    return files;
  }

  /** Removes a file from the server. */
  public void deleteArtifact(String path) throws IOException {
    send("DELETE", "/api/2.0/mlflow-artifacts/artifacts/" + path, "");
  }

  private void collect(String base, String folder, Map<String, byte[]> files) throws IOException {
    String root = "/api/2.0/mlflow-artifacts/artifacts";
    JsonNode list = json(send("GET", root + "?path=" + encoded(base + "/" + folder), ""));
    for (JsonNode file : list.path("files")) {
      String path = folder + file.path("path").asText();
      if (file.path("is_dir").asBoolean()) {
        collect(base, path + "/", files);
      } else {
        String address = root + "/" + encoded(base + "/" + path).replace("%2F", "/");
        files.put(path, send("GET", address, "").body());
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What the server holds for a run, as the contract compares it. */
  public List<PublishedRun> published(String runId) throws IOException {
    List<PublishedRun> published = new ArrayList<>();
    for (JsonNode run : runs(runId)) {
      State state =
          switch (run.at("/info/status").asText()) {
            case "RUNNING" -> State.RUNNING;
            case "FINISHED" -> State.FINISHED;
            case "KILLED" -> State.INTERRUPTED;
            case "FAILED" -> State.FAILED;
            default -> throw new AssertionError(run.at("/info/status"));
          };
      published.add(
          new PublishedRun(state, pairs(run.at("/data/params")), points(run), artifacts(run)));
    }
    return published;
  }
}
