package dev.lamina.plugins.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.plugins.mlflow.rest.Patience;
import dev.lamina.testkit.TrackerContract;
import dev.lamina.testkit.mlflow.Gate;
import dev.lamina.testkit.mlflow.Gate.Answer;
import dev.lamina.testkit.mlflow.Gate.LoseAnswer;
import dev.lamina.testkit.mlflow.Gate.Pass;
import dev.lamina.testkit.mlflow.MlflowReader;
import dev.lamina.testkit.mlflow.RealMlflow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RealMlflow.class)
final class FaultsTest {

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60), 2);

  @TempDir private Path folder;
  private MlflowReader mlflow = new MlflowReader("");

  @BeforeEach
  void server(MlflowReader reader) {
    mlflow = reader;
  }

  private static MlflowTracker tracker(
      String address, Map<String, String> environment, Patience patience) {
    return new MlflowTracker(
        MlflowTracker.Config.to(address),
        name -> Optional.ofNullable(environment.get(name)),
        patience);
  }

  private PublishableRun sample() throws IOException {
    return TrackerContract.sampleRun(folder, "faults");
  }

  private IOException failure(String address, Map<String, String> environment, PublishableRun run) {
    return catchThrowableOfType(
        IOException.class, () -> tracker(address, environment, PATIENCE).publish(run));
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    PublishableRun run = sample();
    String address = "http://127.0.0.1:" + RealMlflow.freePort();

    assertThat(failure(address, Map.of(), run))
        .hasMessage("cannot reach the MLflow server %s (connection refused)", address);
  }

  @Test
  void aHostThatIsNotKnownIsNamed() throws IOException {
    PublishableRun run = sample();
    String address = "http://no-such-host.invalid:5000";

    assertThat(failure(address, Map.of(), run))
        .hasMessage("cannot reach the MLflow server %s (its host name is not known)", address);
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws IOException {
    PublishableRun run = sample();
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + silent.getLocalPort();
      long begin = System.nanoTime();

      Patience little =
          new Patience(Duration.ofSeconds(5), Duration.ofMillis(700), Duration.ofSeconds(60), 2);
      assertThatThrownBy(() -> tracker(address, Map.of(), little).publish(run))
          .hasMessage("cannot reach the MLflow server %s (no answer in 0.7 s)", address);

      // two attempts of 0.7 s and a pause of at most 0.3 s
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void aServerThatIsNotMlflowIsToldApart() throws IOException {
    PublishableRun run = sample();
    try (Gate page =
        new Gate(mlflow.address(), (m, p, a) -> new Answer(200, Map.of(), "<html>hi</html>"))) {
      assertThat(failure(page.address(), Map.of(), run))
          .hasMessage(
              "%s answers, but not like an MLflow server (HTTP 200): is this its address?",
              page.address());
    }
    try (Gate missing =
        new Gate(mlflow.address(), (m, p, a) -> new Answer(404, Map.of(), "not here"))) {
      assertThat(failure(missing.address(), Map.of(), run))
          .hasMessage(
              "%s answers, but not like an MLflow server (HTTP 404): is this its address?",
              missing.address());
    }
    try (Gate json = new Gate(mlflow.address(), (m, p, a) -> new Answer(200, Map.of(), "{}"))) {
      assertThat(failure(json.address(), Map.of(), run))
          .hasMessageStartingWith(
              json.address() + " answers, but not like an MLflow server (HTTP 200)");
    }
  }

  @Test
  void aHostNameThatMlflowRefusesIsExplained() throws IOException {
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (m, p, a) ->
                new Answer(
                    403,
                    Map.of(),
                    "Invalid Host header - possible DNS rebinding attack detected"))) {
      assertThat(failure(gate.address(), Map.of(), sample()))
          .hasMessageStartingWith(
              "the MLflow server %s refuses requests to this host name: start it with --allowed-hosts 127.0.0.1",
              gate.address());
    }
  }

  @Test
  void aBusyServerIsAskedAgainAfterThePauseItWants() throws IOException {
    PublishableRun run = sample();
    AtomicInteger busy = new AtomicInteger(1);
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (m, path, a) ->
                path.endsWith("runs/create") && busy.getAndDecrement() > 0
                    ? new Answer(429, Map.of("Retry-After", "1"), "")
                    : new Pass())) {
      long begin = System.nanoTime();
      tracker(gate.address(), Map.of(), PATIENCE).publish(run);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    }
    assertThat(mlflow.published(run.id())).hasSize(1);
  }

  @Test
  void aServerThatStaysBrokenIsQuoted() throws IOException {
    PublishableRun run = sample();
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (m, path, a) ->
                path.endsWith("log-batch")
                    ? new Answer(500, Map.of(), "disk\n full " + "x".repeat(1000))
                    : new Pass())) {
      assertThat(failure(gate.address(), Map.of(), run))
          .hasMessage(
              "the MLflow server %s refused runs/log-batch (HTTP 500): disk full %s...",
              gate.address(), "x".repeat(290));
    }
  }

  @Test
  void everyAnswerLostOnceStillMakesOneRun() throws IOException {
    PublishableRun run = sample();
    Map<String, Boolean> lost = new ConcurrentHashMap<>();
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (method, path, a) ->
                lost.putIfAbsent(method + path, true) == null ? new LoseAnswer() : new Pass())) {
      tracker(gate.address(), Map.of(), PATIENCE).publish(run);
    }

    assertThat(mlflow.points(mlflow.run(run.id())))
        .extracting(LoggedMetric::value)
        .containsExactlyInAnyOrderElementsOf(
            run.metrics().stream().map(LoggedMetric::value).toList());
    assertThat(mlflow.artifacts(mlflow.run(run.id()))).hasSize(run.artifacts().size() + 1);
  }

  @Test
  void aDescriptionThatArrivedBeforePublishingWasCutShortIsNoEdit() throws IOException {
    PublishableRun run = sample();
    AtomicBoolean cut = new AtomicBoolean();
    AtomicBoolean lost = new AtomicBoolean();
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (method, path, a) -> {
              if (cut.get() && path.endsWith("/log-batch") && cut.compareAndSet(true, false)) {
                lost.set(true);
                return new LoseAnswer();
              }
              return lost.get() ? new Answer(401, Map.of(), "gone") : new Pass();
            })) {
      tracker(gate.address(), Map.of(), PATIENCE).publish(run);
      cut.set(true);
      assertThat(failure(gate.address(), Map.of(), RunWith.note(run, "second"))).isNotNull();
      assertThat(note(run)).startsWith("second");
      lost.set(false);

      tracker(gate.address(), Map.of(), PATIENCE).publish(RunWith.note(run, "third"));
    }
    assertThat(note(run)).startsWith("third");
  }

  private String note(PublishableRun run) throws IOException {
    return MlflowReader.pairs(mlflow.run(run.id()).at("/data/tags")).get("mlflow.note.content");
  }

  @Test
  void anInterruptedUploadIsCompletedLaterWithoutDoubledPoints() throws IOException {
    PublishableRun run = sample();
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (method, path, a) ->
                path.endsWith("summary.md")
                    ? new Answer(507, Map.of(), "no space left")
                    : new Pass())) {
      assertThat(failure(gate.address(), Map.of(), run))
          .hasMessageStartingWith(
              "the MLflow server %s refused the file summary.md (HTTP 507): no space left",
              gate.address());
    }
    assertThat(mlflow.artifacts(mlflow.run(run.id()))).containsKey("figures/curve.svg");

    tracker(mlflow.address(), Map.of(), PATIENCE).publish(run);

    assertThat(mlflow.points(mlflow.run(run.id()))).hasSameSizeAs(run.metrics());
    assertThat(mlflow.artifacts(mlflow.run(run.id()))).containsKey("summary.md");
  }

  @Test
  void aPublisherThatDiedAtTheEndDoublesNothing() throws IOException {
    PublishableRun run = sample();
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (method, path, a) ->
                path.endsWith("manifest.json") ? new Answer(507, Map.of(), "") : new Pass())) {
      assertThat(failure(gate.address(), Map.of(), run))
          .hasMessageContaining("lamina/manifest.json (HTTP 507)");

      try (Gate second = new Gate(mlflow.address(), (m, p, a) -> new Pass())) {
        tracker(second.address(), Map.of(), PATIENCE).publish(run);
        assertThat(second.requests())
            .as("another address: nothing is known of what is there")
            .contains("POST /api/2.0/mlflow/runs/log-batch");
      }
    }

    assertThat(mlflow.points(mlflow.run(run.id()))).hasSameSizeAs(run.metrics());
  }

  @Test
  void publishingAgainSendsNeitherPointsNorFiles() throws IOException {
    PublishableRun run = sample();
    tracker(mlflow.address(), Map.of(), PATIENCE).publish(run);

    try (Gate gate = new Gate(mlflow.address(), (m, p, a) -> new Pass())) {
      tracker(gate.address(), Map.of(), PATIENCE).publish(run);

      assertThat(gate.requests())
          .noneMatch(request -> request.contains("log-batch") || request.startsWith("PUT"));
    }
  }

  @Test
  void aServerThatDoesNotTakeFilesGetsTheRest() throws IOException {
    PublishableRun run = sample();
    try (Gate gate =
        new Gate(
            mlflow.address(),
            (method, path, a) ->
                path.contains("mlflow-artifacts")
                    ? new Answer(
                        503,
                        Map.of(),
                        "Endpoint disabled due to the mlflow server running with `--no-serve-artifacts`")
                    : new Pass())) {
      assertThat(tracker(gate.address(), Map.of(), PATIENCE).publish(run).notes())
          .contains(
              "the run's files are not on the server: it was started with --no-serve-artifacts");
    }
    assertThat(mlflow.points(mlflow.run(run.id()))).hasSameSizeAs(run.metrics());
  }
}
