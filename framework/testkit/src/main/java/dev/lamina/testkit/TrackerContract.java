package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.Artifact;
import dev.lamina.api.tracking.PublishableRun.DatasetInput;
import dev.lamina.api.tracking.PublishableRun.LoggedMetric;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.api.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every tracker keeps: a run arrives completely, and publishing it again changes nothing. A
 * test class implements this interface with a tracker and a way to read back.
 */
public interface TrackerContract {

  /** A new tracker; all of them publish to the same place. */
  Tracker tracker();

  /** Reads what the place holds for a run of this {@linkplain PublishableRun#id() id}. */
  List<PublishedRun> published(String runId) throws IOException;

  /**
   * A run as the place holds it.
   *
   * @param metrics every point, repeated ones as often as they are there
   * @param artifacts content by path
   */
  record PublishedRun(
      State state,
      Map<String, String> params,
      List<LoggedMetric> metrics,
      Map<String, byte[]> artifacts) {}

  /** A run with curves, summary metrics, params, a data set and three files. */
  static PublishableRun sampleRun(Path folder, String experiment) throws IOException {
    Instant started = Instant.parse("2026-11-23T14:05:02.125Z");
    List<LoggedMetric> metrics = new ArrayList<>();
    metrics.add(
        new LoggedMetric("linear-probe/resid_post/accuracy.best", 0, started.plusMillis(40), 0.1));
    for (int layer = 0; layer < 6; layer++) {
      Instant written = started.plusMillis(100 + layer);
      double value = Math.sin(layer) / 3; // not a short decimal: must arrive to the last bit
      metrics.add(new LoggedMetric("linear-probe/resid_post/accuracy", layer, written, value));
      metrics.add(
          new LoggedMetric(
              "activation-stats/resid_post/l2_norm.is_true=true", layer, written, 1e300 * value));
    }
    metrics.add(new LoggedMetric("pca/resid_post/silhouette", 5, started.plusMillis(200), 1.0 / 3));
    metrics.add(
        new LoggedMetric("pca/resid_post/explained.2", 5, started.plusMillis(200), Double.NaN));
    Map<String, String> params = new LinkedHashMap<>();
    params.put("model", "minilm");
    params.put("dataset.type", "facts");
    params.put("seed", "42");
    List<Artifact> artifacts =
        List.of(
            file(folder, "summary.md", "# Is truth linear?\n\nYes, from layer 3.\n"),
            file(folder, "figures/curve.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
            file(folder, "tables/names with spaces é.csv", "layer,accuracy\n0,0.5\n"));
    return new PublishableRun(
        "20261123T140502-" + UUID.randomUUID().toString().substring(0, 6),
        "minilm seed=42",
        experiment,
        Optional.empty(),
        State.FINISHED,
        started,
        started.plusSeconds(5),
        params,
        Map.of(),
        "Is truth linear?",
        metrics,
        Optional.of(new DatasetInput("facts", "0123456789abcdef", "built-in facts", 1200)),
        folder,
        artifacts,
        folder.resolve(".published"));
  }

  /** Writes a file of a run's folder and describes it. */
  static Artifact file(Path folder, String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    byte[] bytes = Files.readAllBytes(file);
    try {
      String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new Artifact(path, bytes.length, sha256, Instant.parse("2026-11-23T14:05:06Z"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same run in another state and with some of its metrics and artifacts. */
  static PublishableRun beginningOf(PublishableRun run, State state, int metrics, int artifacts) {
    return new PublishableRun(
        run.id(),
        run.name(),
        run.experiment(),
        run.parent(),
        state,
        run.started(),
        run.ended().minusSeconds(1),
        run.params(),
        run.tags(),
        run.note(),
        run.metrics().subList(0, metrics),
        run.dataset(),
        run.folder(),
        run.artifacts().subList(0, artifacts),
        run.memory());
  }

  @Test
  default void aRunArrivesCompletely(@TempDir Path folder) throws IOException {
    PublishableRun run = sampleRun(folder, "contract");

    assertThat(tracker().publish(run).link()).isNotBlank();

    assertHolds(run);
  }

  @Test
  default void publishingTwiceChangesNothing(@TempDir Path folder) throws IOException {
    PublishableRun run = sampleRun(folder, "contract");

    String first = tracker().publish(run).link();
    String second = tracker().publish(run).link();

    assertThat(second).isEqualTo(first);
    assertHolds(run);
  }

  @Test
  default void publishersAtTheSameTimeMakeOneRun(@TempDir Path folder) throws Exception {
    PublishableRun run = sampleRun(folder, "contract");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> publishers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Tracker tracker = tracker();
        publishers.add(threads.submit(() -> tracker.publish(run)));
      }
      for (Future<?> publisher : publishers) {
        publisher.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertHolds(run);
  }

  @Test
  default void anInterruptedRunIsCompletedLater(@TempDir Path folder) throws IOException {
    PublishableRun run = sampleRun(folder, "contract");
    PublishableRun interrupted = beginningOf(run, State.INTERRUPTED, 4, 1);

    tracker().publish(interrupted);
    assertHolds(interrupted);

    tracker().publish(run);
    assertHolds(run);
  }

  @Test
  default void aRunIsFollowedWhileItIsUnderWay(@TempDir Path folder) throws IOException {
    PublishableRun run = sampleRun(folder, "contract");
    Tracker tracker = tracker();

    PublishableRun begun = beginningOf(run, State.RUNNING, 0, 0);
    tracker.publish(begun);
    assertHolds(begun);

    PublishableRun going = beginningOf(run, State.RUNNING, 4, 1);
    tracker.publish(going);
    assertHolds(going);

    tracker.publish(run);
    assertHolds(run);
  }

  @Test
  default void aRunThatGoesOnAfterItWasStoppedIsRunningAgain(@TempDir Path folder)
      throws IOException {
    PublishableRun run = sampleRun(folder, "contract");
    tracker().publish(beginningOf(run, State.INTERRUPTED, 4, 1));

    PublishableRun resumed = beginningOf(run, State.RUNNING, 5, 2);
    tracker().publish(resumed);

    assertHolds(resumed);
  }

  @Test
  default void aFailedRunIsShownAsFailed(@TempDir Path folder) throws IOException {
    PublishableRun run = beginningOf(sampleRun(folder, "contract"), State.FAILED, 2, 0);

    tracker().publish(run);

    assertHolds(run);
  }

  private void assertHolds(PublishableRun run) throws IOException {
    List<PublishedRun> published = published(run.id());
    assertThat(published).as("runs of %s", run.id()).hasSize(1);
    PublishedRun there = published.get(0);
    assertThat(there.state()).isEqualTo(run.state());
    assertThat(there.params()).containsExactlyInAnyOrderEntriesOf(run.params());
    assertThat(there.metrics().stream().map(TrackerContract::exactly))
        .containsExactlyInAnyOrderElementsOf(
            run.metrics().stream().map(TrackerContract::exactly).toList());
    for (Artifact artifact : run.artifacts()) {
      assertThat(there.artifacts().get(artifact.path()))
          .as(artifact.path())
          .isEqualTo(Files.readAllBytes(run.folder().resolve(artifact.path())));
    }
  }

  /** A point without its key, whose spelling is the tracker's: step, milliseconds, bits. */
  private static String exactly(LoggedMetric metric) {
    return "%d %d %016x"
        .formatted(
            metric.step(),
            metric.timestamp().toEpochMilli(),
            Double.doubleToLongBits(metric.value()));
  }
}
