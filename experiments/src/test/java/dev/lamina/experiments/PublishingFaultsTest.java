package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.MetricKey;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunCatalog;
import dev.lamina.engine.journal.RunState;
import dev.lamina.testkit.mlflow.Gate;
import dev.lamina.testkit.mlflow.Gate.Answer;
import dev.lamina.testkit.mlflow.Gate.Delay;
import dev.lamina.testkit.mlflow.Gate.LoseAnswer;
import dev.lamina.testkit.mlflow.Gate.Pass;
import dev.lamina.testkit.mlflow.Gate.Silence;
import dev.lamina.testkit.mlflow.MlflowReader;
import dev.lamina.testkit.mlflow.RealMlflow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens between a run and a real MLflow server, the server holds at the end what the
 * journal has: one run, each number once, to its last bit, and every file.
 */
@ExtendWith(RealMlflow.class)
@Timeout(180)
class PublishingFaultsTest {

  private static final Event STATS_ENDED = new Event.AnalysisEnded("activation-stats");

  @TempDir private Path folder;
  private Path runs;
  private Path spec;
  private Path slow;
  private MlflowReader mlflow = new MlflowReader("");

  @BeforeEach
  void write(MlflowReader reader) throws IOException {
    mlflow = reader;
    runs = folder.resolve("runs");
    spec =
        Files.writeString(
            folder.resolve("faults.yaml"),
            """
            description: Does the server hold what the journal has?
            model: minilm
            dataset: {type: facts, limit: 24}
            layers: [0, 5]
            analyses: [activation-stats, layer-comparison, {type: linear-probe, folds: 3}]
            """);
    // the last analysis takes seconds, so that there is time to stop it
    slow =
        Files.writeString(
            folder.resolve("slow.yaml"),
            """
            extends: faults.yaml
            dataset: {type: facts, limit: null}
            layers: all
            components: [resid_post, attn_out, mlp_out]
            analyses:
              - activation-stats
              - {type: layer-differences, permutations: 1000000}
            """);
  }

  private CommandLineRun run(Path file, String server, String... more) {
    List<String> words = new ArrayList<>(List.of("run", file.toString(), tracking(server)));
    words.addAll(List.of("--runs", runs.toString()));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private static String tracking(String server) {
    return "tracking=[{type: mlflow, uri: '%s', experiment: faults}]".formatted(server);
  }

  private CommandLineRun sync() {
    return CommandLineRun.of("sync", "--to", mlflow.address(), "--runs", runs.toString());
  }

  private Path onlyRun() throws IOException {
    List<Path> folders = new RunCatalog(runs).folders();
    assertThat(folders).hasSize(1);
    return folders.get(0);
  }

  /** The server holds the run once, each number of the journal once, and every file. */
  private JsonNode assertHolds(Path run, String status) throws IOException {
    PastRun past = PastRun.read(run);
    JsonNode there = mlflow.run(past.id());
    assertThat(there.at("/info/status").asText()).isEqualTo(status);
    assertThat(mlflow.points(there).stream().map(PublishingFaultsTest::exactly))
        .containsExactlyInAnyOrderElementsOf(
            past.metrics().stream().map(PublishingFaultsTest::exactly).toList());
    Map<String, byte[]> files = mlflow.artifacts(there);
    for (PastRun.LoggedArtifact artifact : past.artifacts()) {
      String path = artifact.file().path();
      if (!path.equals("spec.yaml")) {
        assertThat(files.get(path)).as(path).isEqualTo(Files.readAllBytes(run.resolve(path)));
      }
    }
    return there;
  }

  private static String exactly(dev.lamina.api.tracking.PublishableRun.LoggedMetric point) {
    return "%s %d %d %016x"
        .formatted(
            point.key(),
            point.step(),
            point.timestamp().toEpochMilli(),
            Double.doubleToLongBits(point.value()));
  }

  private static String exactly(PastRun.LoggedMetric logged) {
    Event.MetricFound found = logged.metric();
    return "%s %s %d %016x"
        .formatted(
            // as MLflow takes it
            MetricKey.of(found).toString().replace("=", "-"),
            found.layer().isEmpty() ? "0" : found.layer(),
            logged.at().toEpochMilli(),
            Double.doubleToLongBits(found.number()));
  }

  @Test
  void aServerThatIsDownAllTheTimeGetsTheRunLater() throws IOException {
    String nowhere = "http://127.0.0.1:" + RealMlflow.freePort();

    CommandLineRun run = run(spec, nowhere);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .filteredOn(line -> line.contains("lamina sync"))
        .containsExactly(
            "lamina: not published: cannot reach the MLflow server %s (connection refused); nothing is lost: publish the run later with lamina sync %s --to %s --runs %s"
                .formatted(nowhere, onlyRun().getFileName(), nowhere, runs));
    assertThat(run.err())
        .filteredOn(line -> line.contains("the run goes on"))
        .hasSizeLessThanOrEqualTo(1);

    assertThat(sync().exitCode()).isZero();
    assertHolds(onlyRun(), "FINISHED");
  }

  @Test
  void aServerThatGoesAwayInTheMiddleAndComesBackGetsAllOfIt() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (method, path, authorization) ->
                requests.incrementAndGet() < 8 || hasEnded()
                    ? new Pass()
                    : new Answer(503, Map.of(), "gone"))) {
      CommandLineRun run = run(spec, gate.address());

      assertThat(run.exitCode()).as("%s", run.err()).isZero();
      assertThat(run.out()).anyMatch(line -> line.startsWith("published " + gate.address()));
    }
    assertHolds(onlyRun(), "FINISHED");
  }

  private boolean hasEnded() {
    try {
      return Files.readString(onlyRun().resolve("journal.jsonl")).contains("\"event\":\"ended\"");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void errorsLostAnswersAndStallsAtRandomDoubleNothing() throws IOException {
    Random random = new Random(20261129);
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (method, path, authorization) -> {
              int drawn;
              synchronized (random) {
                drawn = random.nextInt(100);
              }
              if (drawn < 15) {
                return new Answer(500, Map.of(), "try again");
              }
              if (drawn < 20) {
                return new Answer(429, Map.of("Retry-After", "1"), "");
              }
              if (drawn < 35) {
                return new LoseAnswer();
              }
              return drawn < 40 ? new Delay(Duration.ofMillis(700)) : new Pass();
            })) {
      CommandLineRun run = run(spec, gate.address(), "--quiet");
      assertThat(run.exitCode()).as("%s", run.err()).isIn(0, 3);
      int code = run.exitCode();
      for (int attempt = 0; attempt < 20 && code != 0; attempt++) {
        code =
            CommandLineRun.of("sync", "--to", gate.address(), "--runs", runs.toString()).exitCode();
      }
      assertThat(code).isZero();
    }
    assertHolds(onlyRun(), "FINISHED");
    assertThat(mlflow.runsWithDeleted(onlyRun().getFileName().toString()))
        .filteredOn(there -> there.at("/info/lifecycle_stage").asText().equals("active"))
        .hasSize(1);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void aRunThatIsKilledWhilePublishingIsPublishedOnceWhenItGoesOn() throws Exception {
    AtomicBoolean stuck = new AtomicBoolean();
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (method, path, authorization) -> {
              if (method.equals("PUT") && path.endsWith("report.html")) {
                stuck.set(true);
                return new Silence();
              }
              return new Pass();
            })) {
      try (ChildProcess child = start(spec, gate.address(), Map.of())) {
        while (!stuck.get() && child.isRunning()) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        child.signal("KILL");
        child.exitCode();
      }
      Path run = onlyRun();
      assertThat(PastRun.read(run).state()).isEqualTo(RunState.FINISHED);
      assertThat(PastRun.read(run).destinations()).isEmpty();
    }

    // the address of the spec is gone; sync names another
    assertThat(sync().exitCode()).isZero();
    assertThat(sync().exitCode()).isZero();
    assertHolds(onlyRun(), "FINISHED");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void theServerFollowsARunThatIsUnderWayKilledSyncedAndResumed() throws Exception {
    try (ChildProcess child = start(slow, mlflow.address(), Map.of())) {
      Path run = child.await(runs, STATS_ENDED::equals, 30);
      String id = run.getFileName().toString();
      while (child.isRunning() && mlflow.runs(id).isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(mlflow.run(id).at("/info/status").asText()).isEqualTo("RUNNING");
      assertThat(sync().exitCode()).as("a run that is under way").isZero();
      assertThat(mlflow.run(id).at("/info/status").asText()).isEqualTo("RUNNING");
      assertThat(mlflow.points(mlflow.run(id))).isNotEmpty();

      child.signal("KILL");
      assertThat(child.exitCode()).isEqualTo(128 + 9);
    }
    Path run = onlyRun();
    assertThat(PastRun.read(run).state()).isEqualTo(RunState.UNFINISHED);
    assertThat(sync().exitCode()).isZero();
    assertThat(mlflow.run(run.getFileName().toString()).at("/info/status").asText())
        .isEqualTo("KILLED");

    Files.writeString(
        run.resolve("resolved.yaml"),
        Files.readString(run.resolve("resolved.yaml")).replace("1000000", "2000"));
    CommandLineRun resumed = CommandLineRun.of("resume", "slow", "--runs", runs.toString());

    assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    assertHolds(run, "FINISHED");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void aSweepThatIsKilledWhileItIsPublishedIsThereOnceWhenItHasGoneOn() throws Exception {
    Path sweep =
        Files.writeString(
            folder.resolve("sweep.yaml"), "extends: slow.yaml\nsweep: {seed: [1, 2]}\n");
    try (ChildProcess child = start(sweep, mlflow.address(), Map.of())) {
      String id = child.await(runs, STATS_ENDED::equals, 30).getFileName().toString();
      while (child.isRunning() && mlflow.runs(id).isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      child.signal("KILL");
      child.exitCode();
    }
    Path parent = runs.resolve("sweep").toRealPath().resolve("latest").toRealPath();
    for (Path run : new RunCatalog(runs).folders()) {
      Path resolved = run.resolve("resolved.yaml");
      Files.writeString(resolved, Files.readString(resolved).replace("1000000", "2000"));
    }

    CommandLineRun resumed = CommandLineRun.of("resume", "sweep", "--runs", runs.toString());

    assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    JsonNode above = mlflow.run(parent.getFileName().toString());
    assertThat(above.at("/info/status").asText()).isEqualTo("FINISHED");
    Map<Integer, Path> children = PastRun.read(parent).children();
    assertThat(children).hasSize(2);
    assertThat(new RunCatalog(runs).folders()).hasSize(3);
    for (Path run : children.values()) {
      assertThat(MlflowReader.pairs(assertHolds(run, "FINISHED").at("/data/tags")))
          .containsEntry("mlflow.parentRunId", MlflowReader.id(above));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void aRunThatIsTerminatedIsKilledOnTheServerToo() throws Exception {
    try (ChildProcess child = start(slow, mlflow.address(), Map.of())) {
      Path run = child.await(runs, STATS_ENDED::equals, 30);

      child.signal("TERM");

      assertThat(child.exitCode()).isEqualTo(143);
      assertThat(mlflow.run(run.getFileName().toString()).at("/info/status").asText())
          .isEqualTo("KILLED");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void aSecondSignalDoesNotWaitForAServerThatIsSilent() throws Exception {
    try (Gate gate = new Gate(mlflow.address(), (method, path, authorization) -> new Silence());
        ChildProcess child = start(slow, gate.address(), Map.of())) {
      child.await(runs, STATS_ENDED::equals, 30);
      child.signal("TERM");
      while (child.err().stream().noneMatch(line -> line.contains("lamina resume"))) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      long begin = System.nanoTime();
      while (child.isRunning()) { // the handler may be set a moment after the line
        TimeUnit.MILLISECONDS.sleep(100);
        if (child.isRunning()) {
          child.signal("TERM");
        }
      }

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
      assertThat(child.exitCode()).isEqualTo(143);
    }
    assertThat(PastRun.read(onlyRun()).state()).isEqualTo(RunState.INTERRUPTED);
  }

  @Test
  void aRunThatFailsIsFailedOnTheServer() throws Exception {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    TinyModels.copy("gpt2", broken);
    TinyModels.add(3e38f, "h.0.ln_1.weight", broken);

    CommandLineRun run = run(spec, mlflow.address(), "model=" + broken, "layers=all");

    assertThat(run.exitCode()).as("%s", run.err()).isEqualTo(1);
    PastRun past = PastRun.read(onlyRun());
    assertThat(past.state()).isEqualTo(RunState.FAILED);
    assertThat(mlflow.run(past.id()).at("/info/status").asText()).isEqualTo("FAILED");
  }

  @Test
  void twoMachinesThatSyncTheSameRunsAtOnceMakeOneOfEach() throws Exception {
    assertThat(run(spec, mlflow.address(), "~tracking", "seed=1").exitCode()).isZero();
    assertThat(run(spec, mlflow.address(), "~tracking", "seed=2").exitCode()).isZero();
    Path other = folder.resolve("other");
    copy(runs, other);
    String[] here = {"sync", "--to", mlflow.address(), "--runs", runs.toString()};
    String[] there = {"sync", "--to", mlflow.address(), "--runs", other.toString()};

    try (ChildProcess first = ChildProcess.start(folder, List.of(), here);
        ChildProcess second = ChildProcess.start(folder, List.of(), there)) {
      assertThat(first.exitCode()).as("%s", first.err()).isZero();
      assertThat(second.exitCode()).as("%s", second.err()).isZero();
    }

    for (Path run : new RunCatalog(runs).folders()) {
      assertHolds(run, "FINISHED");
    }
  }

  @Test
  void aWrongPasswordIsNamedAndNoSecretIsWritten() throws Exception {
    String secret = "s3cr3t-of-the-lab";
    String encoded =
        Base64.getEncoder().encodeToString(("ada:" + secret).getBytes(StandardCharsets.UTF_8));
    Map<String, String> variables =
        Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", secret);
    List<String> said = new ArrayList<>();
    try (Gate gate =
            new Gate(
                mlflow.address(),
                (method, path, authorization) ->
                    new Answer(401, Map.of(), "not you: " + authorization));
        ChildProcess child = start(spec, gate.address(), variables)) {
      assertThat(child.exitCode()).isEqualTo(3);
      said.addAll(child.out());
      said.addAll(child.err());
    }

    assertThat(said)
        .anyMatch(
            line ->
                line.contains(
                    "refused the credentials in MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"));
    assertThat(said).noneMatch(line -> line.contains(secret) || line.contains(encoded));
    try (Stream<Path> files = Files.walk(runs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(secret, encoded);
      }
    }
  }

  @Test
  void aDamagedTailOfTheJournalAndAMissingFigureLoseNothingElse() throws IOException {
    assertThat(run(spec, mlflow.address(), "~tracking").exitCode()).isZero();
    Path run = onlyRun();
    Path journal = run.resolve("journal.jsonl");
    Files.writeString(journal, "{\"at\":\"2026-11-2\u0000garb", StandardOpenOption.APPEND);
    Path figure = run.resolve("figures/linear-probe.resid_post.png");
    byte[] drawn = Files.readAllBytes(figure);
    Files.delete(figure);

    CommandLineRun first = sync();
    assertThat(first.exitCode()).as("%s", first.err()).isZero();
    assertThat(mlflow.artifacts(mlflow.run(run.getFileName().toString())))
        .doesNotContainKey("figures/linear-probe.resid_post.png")
        .containsKey("figures/linear-probe.resid_post.svg");

    Files.write(figure, drawn);
    assertThat(sync().exitCode()).isZero();
    assertHolds(run, "FINISHED");
  }

  @Test
  void aSweepIsThereWithItsChildrenBelowIt() throws IOException {
    CommandLineRun sweep =
        run(spec, mlflow.address(), "analyses=[layer-comparison]", "sweep={seed: [1, 2]}");

    assertThat(sweep.exitCode()).as("%s", sweep.err()).isZero();
    List<Path> folders = new RunCatalog(runs).folders();
    assertThat(folders).hasSize(3);
    String parent = "";
    for (Path run : folders) {
      PastRun past = PastRun.read(run);
      JsonNode there = mlflow.run(past.id());
      assertThat(there.at("/info/status").asText()).isEqualTo("FINISHED");
      Map<String, String> tags = MlflowReader.pairs(there.at("/data/tags"));
      if (past.isSweep()) {
        parent = MlflowReader.id(there);
        assertThat(tags).doesNotContainKey("mlflow.parentRunId");
      } else {
        assertHolds(run, "FINISHED");
        assertThat(tags.get("mlflow.parentRunId")).isEqualTo(parent).isNotEmpty();
        assertThat(there.at("/info/run_name").asText()).matches("seed=[12]");
      }
    }
  }

  private ChildProcess start(Path file, String server, Map<String, String> variables)
      throws IOException {
    return ChildProcess.start(
        folder,
        List.of(),
        variables,
        "run",
        file.toString(),
        tracking(server),
        "--runs",
        runs.toString());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
