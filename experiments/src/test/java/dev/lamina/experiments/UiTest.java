package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.testkit.mlflow.MlflowPython;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code lamina ui} with a real MLflow. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
@Timeout(180)
class UiTest {

  @TempDir private Path folder;
  private Path runs;
  private Map<String, String> path = Map.of();

  @BeforeEach
  void write() throws IOException {
    assumeTrue(
        MlflowPython.command().isPresent(),
        "needs Python's mlflow: set LAMINA_MLFLOW_PYTHON to a Python that has it");
    runs = folder.resolve("runs");
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path program =
        Files.writeString(
            bin.resolve("mlflow"),
            MlflowPython.command().orElseThrow().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    path = Map.of("PATH", bin + ":" + System.getenv("PATH"));
    Path spec =
        Files.writeString(
            folder.resolve("small.yaml"),
            "model: minilm\ndataset: {type: facts, limit: 8}\nlayers: last\n"
                + "analyses: [layer-comparison]\n");
    CommandLineRun run =
        CommandLineRun.of("run", spec.toString(), "--quiet", "--runs", runs.toString());
    assertThat(run.exitCode()).as("%s", run.err()).isZero();
  }

  private ChildProcess ui() throws IOException {
    return ChildProcess.start(folder, List.of(), path, "ui", "--runs", runs.toString());
  }

  /** The address, once it is said; with the lines on standard error. */
  private static String address(ChildProcess ui) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (ui.isRunning() && System.nanoTime() < end) {
      Optional<String> address =
          ui.out().stream().filter(line -> line.startsWith("http://")).findFirst();
      if (address.isPresent()) {
        return address.get();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no address: " + ui.out() + ui.err());
  }

  private long server() throws IOException {
    String json = Files.readString(runs.resolve(".mlflow/server.json"));
    return Long.parseLong(json.replaceAll(".*\"server\":\\{\"pid\":(\\d+).*", "$1"));
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void awaitEnd(long pid) throws Exception {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aServerIsSharedOutlivesAKilledLaminaAndEndsWithTheLast() throws Exception {
    // the port is taken, or was before: another one is found
    try (ServerSocket taken = takeFirstPort()) {
      long server;
      try (ChildProcess first = ui()) {
        String address = address(first);
        assertThat(address).isNotEqualTo("http://127.0.0.1:5000");
        assertThat(first.err())
            .anyMatch(
                line -> line.matches("MLflow 3\\.\\S+ runs at " + address + "; publishing 1 runs"))
            .contains("1 of 1 runs published", "stop with Ctrl-C");
        server = server();

        try (ChildProcess second = ui()) {
          assertThat(address(second)).isEqualTo(address);
          assertThat(second.err()).contains("another lamina ui has started it, and stops it");
          second.signal("TERM");
          assertThat(second.exitCode()).isEqualTo(143);
        }
        assertThat(isAlive(server)).isTrue();

        first.signal("KILL");
        first.exitCode();
      }
      assertThat(isAlive(server)).as("nobody could stop it").isTrue();

      try (ChildProcess third = ui()) {
        address(third);
        assertThat(third.err()).contains("stop with Ctrl-C");
        assertThat(server()).isEqualTo(server);
        third.signal("TERM");
        assertThat(third.exitCode()).isEqualTo(143);
      }
      awaitEnd(server);
      assertThat(taken.isBound()).isTrue();
    }
  }

  private static ServerSocket takeFirstPort() throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 5000));
    } catch (IOException e) {
      socket.bind(null); // somebody else has it: as good
    }
    return socket;
  }
}
