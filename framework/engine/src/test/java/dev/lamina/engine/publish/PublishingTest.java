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

  private static Unpublished left(RunFolder folder, String reason) {
    return new Unpublished(folder.path(), "http://here", reason);
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
          .containsExactly(left(folder, "cannot reach it"));
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
            .containsExactly(left(sweep, "cannot reach it (4 runs)"));
      }
      assertThat(tried).doesNotContain(third.id());
    }
  }

  /** Refuses one run. */
  private Listing refusing(RunFolder refused, Throwable thrown) {
    return new Listing() {
      @Override
      public Publication publish(PublishableRun run) throws IOException {
        if (run.id().equals(refused.id())) {
          if (thrown instanceof Error error) {
            throw error;
          }
          throw new IOException(thrown);
        }
        return super.publish(run);
      }
    };
  }

  @Test
  void aRunThatTheTrackerRefusesDoesNotHoldUpTheOthers() throws Exception {
    try (RunFolder sweep = begun("sweep");
        RunFolder refused = begun("refused");
        RunFolder other = begun("other")) {
      Listing tracker = refusing(refused, new LinkageError("no such method"));
      try (Publishing publishing = new Publishing(List.of(tracker), away::add)) {
        publishing.follow(sweep.path());
        tracker.await(State.RUNNING);
        publishing.follow(refused.path());
        while (away.isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        publishing.follow(other.path());
        while (tracker.published.stream().noneMatch(run -> run.id().equals(other.id()))) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        List.of(sweep, refused, other).forEach(PublishingTest::end);

        assertThat(publishing.finish().unpublished())
            .containsExactly(left(refused, "java.lang.LinkageError: no such method"));
      }
      assertThat(away).containsExactly("java.lang.LinkageError: no such method");
      assertThat(tracker.published)
          .filteredOn(run -> run.state() == State.FINISHED)
          .extracting(PublishableRun::id)
          .containsExactlyInAnyOrder(sweep.id(), other.id());
    }
  }

  @Test
  void theRunsOfASweepWaitUntilItCanBeReferredTo() {
    try (RunFolder sweep = begun("sweep");
        RunFolder child = begun("child")) {
      Listing tracker = refusing(sweep, new IOException("no"));
      List.of(sweep, child).forEach(PublishingTest::end);
      try (Publishing publishing = new Publishing(List.of(tracker), away::add)) {
        List.of(sweep, child).forEach(folder -> publishing.follow(folder.path()));

        assertThat(publishing.finish().unpublished()).hasSize(1);
      }
      assertThat(tracker.published).isEmpty();
    }
  }

  @Test
  void aRunWhoseEndIsNotInItsJournalIsOverAllTheSame() {
    Listing tracker = new Listing();
    try (RunFolder folder = begun("study");
        Publishing publishing = new Publishing(List.of(tracker), away::add)) {
      publishing.follow(folder.path());

      assertThat(publishing.finish().unpublished()).isEmpty();
      assertThat(tracker.published)
          .last()
          .extracting(PublishableRun::state)
          .isEqualTo(State.INTERRUPTED);
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

      publisher.stop();
      Duration moment = Duration.ofMillis(50);
      publisher.await(System.nanoTime(), moment, moment);

      cut.await();
      assertThat(publisher.unpublished()).contains(left(folder, "http://here was too slow"));
      assertThat(away).isEmpty();
    }
  }
}
