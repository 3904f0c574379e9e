package dev.lamina.plugins.mlflow.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * MLflow's REST interface, version 2.0, for one piece of work that ends in bounded time. Safe for
 * several threads.
 */
public final class MlflowApi {

  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";

  private final ObjectMapper json = new ObjectMapper();
  private final ServerAddress address;
  private final Sentences sentences;
  private final Exchange exchange;

  MlflowApi(ServerAddress address, Sentences sentences, Exchange exchange) {
    this.address = address;
    this.sentences = sentences;
    this.exchange = exchange;
  }

  /** Where the server is. */
  public ServerAddress address() {
    return address;
  }

  /** An empty JSON object to fill. */
  public ObjectNode object() {
    return json.createObjectNode();
  }

  /** How many bytes the object takes in a request. */
  public int size(ObjectNode object) {
    return bytes(object).length;
  }

  /** Asks for something, e.g. {@code runs/get}. */
  public JsonNode get(String what, Map<String, String> query) throws IOException {
    return answer(what, HttpRequest.newBuilder(address.at(API + what + query(query))));
  }

  /** An experiment with its tags, as MLflow describes it. */
  public JsonNode experiment(String id) throws IOException {
    return get("experiments/get", Map.of("experiment_id", id)).path("experiment");
  }

  /** Changes or searches something, e.g. {@code runs/search}. */
  public JsonNode post(String what, ObjectNode body) throws IOException {
    return answer(
        what,
        HttpRequest.newBuilder(address.at(API + what))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes(body))));
  }

  /**
   * Stores a file through the server.
   *
   * @param folder below the server's artifacts
   * @param path below the folder
   */
  public void putArtifact(String folder, String path, Path file) throws IOException {
    put(folder, path, BodyPublishers.ofFile(file), Files.size(file));
  }

  /** Stores JSON as a file through the server. */
  public void putArtifact(String folder, String path, ObjectNode content) throws IOException {
    byte[] bytes = bytes(content);
    put(folder, path, BodyPublishers.ofByteArray(bytes), bytes.length);
  }

  private void put(String folder, String path, BodyPublisher body, long size) throws IOException {
    URI target = artifactAddress(folder + "/" + path);
    Reply reply = exchange.send(HttpRequest.newBuilder(target).PUT(body), size);
    if (!reply.successful()) {
      throw sentences.refused("the file " + path, reply, parsed(reply));
    }
  }

  /** Reads a JSON file from the server; empty if there is none that can be read. */
  public Optional<JsonNode> artifact(String path) throws IOException {
    Reply reply = exchange.send(HttpRequest.newBuilder(artifactAddress(path)), 0);
    return reply.successful() ? parsed(reply) : Optional.empty();
  }

  /** The files directly in a folder of the server's artifacts, as MLflow lists them. */
  public JsonNode artifactList(String folder) throws IOException {
    return answer(
        "the list of files in " + folder,
        HttpRequest.newBuilder(address.at(ARTIFACTS + query(Map.of("path", folder)))));
  }

  /**
   * The text at a place of an answer.
   *
   * @param pointer a JSON pointer, {@code /run/info/run_id}
   * @throws IOException if it is missing: then this is no MLflow server
   */
  public String text(JsonNode answer, String pointer) throws IOException {
    String text = answer.at(pointer).asText();
    if (text.isEmpty()) {
      throw sentences.incomplete(pointer);
    }
    return text;
  }

  private JsonNode answer(String what, HttpRequest.Builder request) throws IOException {
    Reply reply = exchange.send(request, 0);
    Optional<JsonNode> body = parsed(reply);
    if (!reply.successful()) {
      throw sentences.refused(what, reply, body);
    }
    return body.orElseThrow(() -> sentences.strange(reply.status()));
  }

  private Optional<JsonNode> parsed(Reply reply) {
    try {
      return Optional.of(json.readTree(reply.body())).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty(); // not JSON: the caller says so
    }
  }

  private byte[] bytes(ObjectNode body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI artifactAddress(String path) {
    return address.at(
        ARTIFACTS
            + Arrays.stream(path.split("/"))
                .map(MlflowApi::encoded)
                .collect(Collectors.joining("/", "/", "")));
  }

  private static String query(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
