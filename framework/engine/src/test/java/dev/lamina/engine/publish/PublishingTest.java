package dev.lamina.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With trackers that keep a list: what a real server holds is tested with the MLflow plugin. */
@Timeout(60)
class PublishingTest {

  @TempDir private Path runs;
  private final List<String> away = new CopyOnWriteArrayList<>();

  /** Keeps what it is given, or fails. */
  private static class Listing implements Tracker {

    final List<PublishableRun> published = new CopyOnWriteArrayList<>();
    volatile String failure = "";

    @Override
    public String destination() {
      return "http://here";
    }

    @Override
    public Publication publish(PublishableRun run) throws IOException {
      if (!failure.isEmpty()) {
        throw new IOException(failure);
      }
      published.add(run);
      return new Publication("http://here/" + run.id(), List.of());
    }

    void await(State state) throws InterruptedException {
      while (published.stream().noneMatch(run -> run.state() == state)) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  private RunFolder begun(String name) {
    RunFolder folder = RunFolder.create(runs, name);
    folder.journal().append(new Event.Started(folder.id(), name, "", List.of("pca")));
    return folder;
  }

  private static void end(RunFolder folder) {
    folder.journal().append(new Event.Ended(RunState.FINISHED, ""));
  }

  private static String later(RunFolder folder) {
    return "; nothing is lost: publish the run later with lamina sync %s --to http://here"
        .formatted(folder.id());
  }

  @Test
  void aRunIsThereWhileItIsUnderWayAndWholeAtTheEnd() throws Exception {
    Listing tracker = new Listing();
    try (RunFolder folder = begun("study");
        Publishing publishing = new Publishing(List.of(tracker), away::add)) {
      publishing.follow(folder.path());
      tracker.await(State.RUNNING);

      folder.journal().append(new Event.AnalysisBegan("pca"));
      folder.journal().append(new Event.MetricFound("pca", "", "", "", "explained", "0.5"));
      folder.journal().append(new Event.AnalysisEnded("pca"));
      end(folder);
      Publishing.Result result = publishing.finish();

      assertThat(result.unpublished()).isEmpty();
      assertThat(result.publications())
          .extracting(Publication::link)
          .containsExactly("http://here/" + folder.id());
      assertThat(tracker.published)
          .last()
          .satisfies(
              run -> {
                assertThat(run.state()).isEqualTo(State.FINISHED);
                assertThat(run.metrics()).hasSize(1);
              });
      assertThat(PastRun.read(folder.path()).destinations()).containsExactly("http://here");
      assertThat(away).isEmpty();
    }
  }

  @Test
  void aTrackerThatIsAwayIsSaidToBeOnceAndCatchesUpWhenItIsBack() throws Exception {
    Listing tracker = new Listing();
    tracker.failure = "cannot reach it";
    try (RunFolder folder = begun("study");
        Publishing publishing = new Publishing(List.of(tracker), away::add)) {
      publishing.follow(folder.path());
      while (away.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      tracker.failure = "";
      end(folder);
      Publishing.Result result = publishing.finish();

      assertThat(result.unpublished()).isEmpty();
      assertThat(tracker.published)
          .last()
          .extracting(PublishableRun::state)
          .isEqualTo(State.FINISHED);
      assertThat(away).containsExactly("cannot reach it");
    }
  }

  @Test
  void aTrackerThatStaysAwayCostsAMoment() {
    Listing tracker = new Listing();
    tracker.failure = "cannot reach it";
    try (RunFolder folder = begun("study");
        Publishing publishing = new Publishing(List.of(tracker), away::add)) {
      publishing.follow(folder.path());
      end(folder);

      assertThat(publishing.finish().unpublished())
          .containsExactly("cannot reach it" + later(folder));
      assertThat(publishing.finish().publications()).isEmpty();
    }
  }

  @Test
  void ofASweepTheWayOutNamesTheSweepAndNoMoreThanTwoRunsAreTried() {
    List<String> tried = new CopyOnWriteArrayList<>();
    Listing tracker =
        new Listing() {
          @Override
          public Publication publish(PublishableRun run) throws IOException {
            tried.add(run.id());
            throw new IOException("cannot reach it");
          }
        };
    try (RunFolder sweep = begun("sweep");
        RunFolder first = begun("first");
        RunFolder second = begun("second");
        RunFolder third = begun("third")) {
      List.of(sweep, first, second, third).forEach(PublishingTest::end);
      try (Publishing publishing = new Publishing(List.of(tracker), away::add)) {
        List.of(sweep, first, second, third).forEach(folder -> publishing.follow(folder.path()));

        assertThat(publishing.finish().unpublished())
            .containsExactly("cannot reach it (4 runs)" + later(sweep));
      }
      assertThat(tried).doesNotContain(third.id());
    }
  }

  @Test
  void aTrackerThatNeverAnswersIsGivenUpWhenTheProcessIsStopped() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch cut = new CountDownLatch(1);
    Tracker silent =
        new Listing() {
          @Override
          public Publication publish(PublishableRun run) throws IOException {
            asked.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              cut.countDown();
              throw new java.io.InterruptedIOException("interrupted");
            }
            throw new AssertionError();
          }
        };
    try (RunFolder folder = begun("study")) {
      LivePublisher publisher = new LivePublisher(silent, away::add);
      publisher.follow(folder.path());
      asked.await();
      end(folder);

      publisher.end();
      publisher.await(Duration.ofMillis(50));

      cut.await();
      assertThat(publisher.unpublished()).contains("http://here was too slow" + later(folder));
      assertThat(away).isEmpty();
    }
  }
}
