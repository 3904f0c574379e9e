package dev.lamina.plugins.mlflow.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.api.service.Environment;
import dev.lamina.api.tracking.Dashboard;
import dev.lamina.api.tracking.Publication;
import dev.lamina.plugins.mlflow.MlflowTracker;
import dev.lamina.testkit.TrackerContract;
import dev.lamina.testkit.mlflow.MlflowPython;
import dev.lamina.testkit.mlflow.MlflowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The programs on the PATH are shell scripts that the tests write. */
@DisabledOnOs(OS.WINDOWS)
final class MlflowDashboardTest {

  @TempDir private Path folder;

  /** A PATH that holds these programs only. */
  private Environment path(String... programsAndLines) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (int i = 0; i < programsAndLines.length; i += 2) {
      Path program = bin.resolve(programsAndLines[i]);
      Files.writeString(program, "#!/bin/sh\n" + programsAndLines[i + 1] + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return name -> name.equals("PATH") ? Optional.of(bin.toString()) : Optional.empty();
  }

  @Test
  void aServerIsStartedFoundAgainAndStopped() throws Exception {
    assumeTrue(
        MlflowPython.command().isPresent(),
        "needs Python's mlflow: set LAMINA_MLFLOW_PYTHON to a Python that has it");
    String mlflow =
        MlflowPython.command().orElseThrow().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "exec ", " \"$@\""));
    Path home = folder.resolve("my runs 50% é#1/.mlflow");
    Dashboard dashboard = new MlflowDashboard(path("mlflow", mlflow));

    ProcessHandle process;
    try (Dashboard.Server server = dashboard.start(home)) {
      process = ServerState.read(home).flatMap(state -> state.server().process()).orElseThrow();
      assertThat(server.trackerType()).isEqualTo("mlflow");
      publishTo(server);

      Environment withoutMlflow = name -> Optional.empty();
      try (Dashboard.Server second = new MlflowDashboard(withoutMlflow).start(home)) {
        assertThat(second.address()).isEqualTo(server.address());
        assertThat(second.stopsWhenClosed()).isFalse();
      }
      assertThat(process.isAlive()).isTrue();
    }

    assertThat(process.isAlive()).isFalse();
    assertThat(home.resolve("mlflow.db")).exists();
    assertThat(home.resolve("artifacts")).isNotEmptyDirectory();
    assertThat(home.resolve("server.json")).doesNotExist();
  }

  private void publishTo(Dashboard.Server server) throws IOException {
    MlflowTracker tracker =
        new MlflowTracker(MlflowTracker.Config.to(server.address()), name -> Optional.empty());
    var run = TrackerContract.sampleRun(folder, "local");
    Publication publication = tracker.publish(run);
    assertThat(publication.link()).startsWith(server.address());
    assertThat(new MlflowReader(server.address()).published(run.id())).hasSize(1);
  }

  @Test
  void withoutMlflowTheWayToGetItIsSaid() throws IOException {
    Dashboard dashboard =
        new MlflowDashboard(path("python3", "echo 'python3: No module named mlflow'; exit 1"));

    assertThatThrownBy(() -> dashboard.start(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "MLflow is not installed: get it with pip install mlflow, or install uv"
                + " (https://docs.astral.sh/uv), which fetches it");
  }

  @Test
  void anOldMlflowIsNamed() throws IOException {
    Dashboard dashboard = new MlflowDashboard(path("mlflow", "echo 'mlflow, version 2.9.2'"));

    assertThatThrownBy(() -> dashboard.start(folder))
        .hasMessageStartingWith(
            "no usable MLflow: %s is MLflow 2.9.2, and 2.10 is the oldest that works;",
            folder.resolve("bin/mlflow"));
  }

  @Test
  void aBrokenMlflowIsPassedOver() throws IOException {
    Environment environment =
        path(
            "mlflow",
            "echo 'bad interpreter' >&2; exit 126",
            "python3",
            "echo 'mlflow, version 3.17.2'");

    MlflowCommand found = MlflowCommand.find(environment, folder);

    assertThat(found.words())
        .containsExactly(folder.resolve("bin/python3").toString(), "-m", "mlflow");
    assertThat(found.version()).isEqualTo("3.17.2");
  }

  @Test
  void aServerThatDiesIsQuoted() throws IOException {
    String script =
        "test \"$1\" = --version && { echo 'mlflow, version 3.1.0'; exit; }\n"
            + "echo 'Traceback'; echo 'sqlite3: no space left'; exit 3";
    Path home = folder.resolve("runs/.mlflow");

    assertThatThrownBy(() -> new MlflowDashboard(path("mlflow", script)).start(home))
        .hasMessage(
            "MLflow 3.1.0 ended with exit code 3 instead of starting: Traceback | sqlite3: no space left (all of it is in %s)",
            home.resolve("server.log"));
    assertThat(home.resolve("server.json")).doesNotExist();
  }

  @Test
  void aStateOfAnotherProcessIsIgnored() throws IOException {
    ProcessHandle here = ProcessHandle.current();
    ServerState.Started other = new ServerState.Started(here.pid(), 12345);
    new ServerState(other, other, 1, "3.17.2").write(folder);

    assertThat(ServerState.read(folder).flatMap(state -> state.server().process())).isEmpty();
  }

  @Test
  void aDamagedStateIsIgnored() throws IOException {
    Files.writeString(folder.resolve("server.json"), "{\"pid\": 12");

    assertThat(ServerState.read(folder)).isEmpty();
  }
}
