package dev.lamina.plugins.mlflow.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The server that runs over a folder, as {@code server.json} has it.
 *
 * @param started when the process began, in milliseconds; a later process may have the same number
 */
record ServerState(long pid, long started, int port, String version) {

  private static final String FILE = "server.json";

  static ServerState of(ProcessHandle process, int port, String version) {
    return new ServerState(process.pid(), started(process), port, version);
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Reads it; empty if there is none that can be read. */
  static Optional<ServerState> read(Path folder) {
    try {
      JsonNode json = new ObjectMapper().readTree(folder.resolve(FILE).toFile());
      return Optional.of(
          new ServerState(
              json.path("pid").asLong(),
              json.path("started").asLong(),
              json.path("port").asInt(),
              json.path("version").asText()));
    } catch (IOException e) {
      return Optional.empty(); // missing, or not ours
    }
  }

  void write(Path folder) throws IOException {
    Path partial = folder.resolve("." + FILE);
    new ObjectMapper()
        .writeValue(
            partial.toFile(),
            new ObjectMapper()
                .createObjectNode()
                .put("pid", pid)
                .put("started", started)
                .put("port", port)
                .put("version", version));
    Files.move(partial, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
  }

  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }

  /** The process, if it is still that one. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> started(process) == started);
  }

  /** The address that the server listens at. */
  String address() {
    return "http://127.0.0.1:" + port;
  }
}
