package dev.lamina.plugins.mlflow.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The server that runs over a folder, as {@code server.json} has it.
 *
 * @param owner the Lamina that stops it when it ends
 */
record ServerState(Started server, Started owner, int port, String version) {

  private static final String FILE = "server.json";

  /** A process's start as the system tells it moves by so much when the clock is set. */
  private static final long STARTS_DIFFER_MILLIS = 2000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A process.
   *
   * @param at when it began, in milliseconds; a later process may have the same number
   */
  record Started(long pid, long at) {

    static Started of(ProcessHandle process) {
      return new Started(process.pid(), began(process));
    }

    private static long began(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static Started of(JsonNode json) {
      return new Started(json.path("pid").asLong(), json.path("started").asLong());
    }

    private void writeTo(ObjectNode json) {
      json.put("pid", pid).put("started", at);
    }

    /** The process, if it is still that one. */
    Optional<ProcessHandle> process() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> Math.abs(began(process) - at) <= STARTS_DIFFER_MILLIS);
    }
  }

  /** A server of this process. */
  static ServerState of(ProcessHandle server, int port, String version) {
    return new ServerState(Started.of(server), Started.of(ProcessHandle.current()), port, version);
  }

  /** Reads it; empty if there is none that can be read. */
  static Optional<ServerState> read(Path folder) {
    try {
      JsonNode json = JSON.readTree(folder.resolve(FILE).toFile());
      return Optional.of(
          new ServerState(
              Started.of(json.path("server")),
              Started.of(json.path("owner")),
              json.path("port").asInt(),
              json.path("version").asText()));
    } catch (IOException e) {
      return Optional.empty(); // missing, or not ours
    }
  }

  void write(Path folder) throws IOException {
    Path partial = folder.resolve("." + FILE);
    ObjectNode json = JSON.createObjectNode().put("port", port).put("version", version);
    server.writeTo(json.putObject("server"));
    owner.writeTo(json.putObject("owner"));
    JSON.writeValue(partial.toFile(), json);
    Files.move(partial, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes it, unless another server runs over the folder meanwhile. */
  void delete(Path folder) throws IOException {
    if (read(folder).filter(state -> state.server().equals(server)).isPresent()) {
      Files.deleteIfExists(folder.resolve(FILE));
    }
  }

  /** The address that the server listens at. */
  String address() {
    return "http://127.0.0.1:" + port;
  }
}
