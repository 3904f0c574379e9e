package dev.lamina.engine.publish;

import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.journal.RunTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes runs to one tracker while they are under way, on a thread of its own that follows their
 * journals. A run that cannot be published is tried again after a pause, and after twice that; so
 * is a tracker to which none can. That is said once.
 */
final class LivePublisher {

  private static final Logger LOG = LoggerFactory.getLogger(LivePublisher.class);

  private static final long TICK_MILLIS = 250;

  /** A run is published again after a while, and after so many times what publishing took. */
  private static final Duration REST = Duration.ofSeconds(5);

  private static final int SHARE = 20;

  /** So many runs that fail one after the other say that it is the tracker. */
  private static final int ALL_FAIL = 2;

  private final Tracker tracker;
  private final Consumer<String> away;
  private final List<Followed> runs = new CopyOnWriteArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "publish");
  private volatile Stage stage = Stage.LIVE;
  private volatile boolean failing;

  // of the thread alone
  private final Backoff backoff = new Backoff();
  private int failures;
  private boolean said;

  /** What becomes of the runs. */
  private enum Stage {
    LIVE,
    /** The process is being stopped; the runs may not have journalled their ends yet. */
    STOPPED,
    /** No run does anything more, whatever its journal says. */
    OVER
  }

  /** A run whose journal is followed; changed by the thread alone. */
  private static final class Followed {

    private final Path folder;
    private final Backoff backoff = new Backoff();
    private Optional<RunTail> tail;
    private long publishedTo = -1;
    private boolean givenUp;
    private volatile boolean done;
    private volatile Optional<Publication> publication = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    Followed(Path folder) {
      this.folder = folder;
      this.tail = Optional.of(new RunTail(folder));
    }

    void done() {
      done = true;
      tail = Optional.empty();
    }

    /** Whether it can be referred to where it is published. */
    boolean isThere() {
      return done || publication.isPresent();
    }

    long size() throws IOException {
      return Files.size(folder.resolve(RunFolder.JOURNAL));
    }
  }

  /**
   * @param away is told, once, why the tracker cannot be published to
   */
  LivePublisher(Tracker tracker, Consumer<String> away) {
    this.tracker = tracker;
    this.away = away;
    thread.setDaemon(true);
    thread.start();
  }

  /** Publishes a run from now on, after the first one is there. */
  void follow(Path folder) {
    runs.add(new Followed(folder));
    wake.release();
  }

  private void work() {
    try {
      Stage now;
      do {
        wake.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
        now = stage; // what happened before is published below
        round(now);
      } while (now == Stage.LIVE
          || (failures < ALL_FAIL && !runs.stream().allMatch(this::isSettled)));
    } catch (InterruptedException e) {
      LOG.warn("publishing to {} was cut short", tracker.destination());
    } finally {
      finished.countDown();
    }
  }

  /** Whether nothing more is to be tried, now that the runs end. */
  private boolean isSettled(Followed run) {
    Followed first = runs.get(0);
    return run.done || run.givenUp || (first.givenUp && !first.isThere());
  }

  /** Publishes what is new; the last times, whatever has failed before is tried once more. */
  private void round(Stage now) throws InterruptedException {
    boolean live = now == Stage.LIVE;
    failures = live ? failures : 0;
    for (Followed run : runs) {
      boolean may = live ? backoff.isOver() && run.backoff.isOver() : failures < ALL_FAIL;
      if (!run.done && !run.givenUp && may && (run == runs.get(0) || runs.get(0).isThere())) {
        publish(run, now);
      }
    }
  }

  /** Publishes a run if there is something new. */
  private void publish(Followed run, Stage now) throws InterruptedException {
    try {
      long size = run.size();
      if (size != run.publishedTo || now == Stage.OVER) {
        publishNow(run, now);
        run.publishedTo = size;
      }
    } catch (IOException | RuntimeException | Error e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cut short");
      }
      // a tracker is a plugin: whatever goes wrong in it, the run goes on
      LOG.warn("{} is not published to {}", run.folder, tracker.destination(), e);
      failed(run, e instanceof Error ? e.toString() : String.valueOf(e.getMessage()), now);
    }
  }

  private void failed(Followed run, String reason, Stage now) {
    run.failure = Optional.of(reason);
    run.backoff.failed();
    run.givenUp = now != Stage.LIVE;
    failures++;
    if (failures >= Math.min(ALL_FAIL, runs.size())) {
      failing = true;
      backoff.failed();
    }
    if (!said && stage == Stage.LIVE) {
      said = true;
      away.accept(reason);
    }
  }

  private void publishNow(Followed run, Stage now) throws IOException {
    long begin = System.nanoTime();
    RunTail tail = run.tail.orElseThrow();
    if (run.publishedTo < 0 && isPublished(tail.read())) {
      run.done();
      return;
    }
    Publisher.Published published = Publisher.publishAsIs(tail, tracker, now == Stage.OVER);
    run.publication = Optional.of(published.publication());
    run.failure = Optional.empty();
    failures = 0;
    failing = false;
    backoff.rest(Duration.ZERO);
    if (published.state() == State.RUNNING) {
      Duration took = Duration.ofNanos(System.nanoTime() - begin).multipliedBy(SHARE);
      run.backoff.rest(took.compareTo(REST) > 0 ? took : REST);
    } else {
      run.done();
    }
  }

  /** Whether it is a run of an earlier attempt that is published. */
  private boolean isPublished(PastRun past) {
    return past.state() == RunState.FINISHED && past.destinations().contains(tracker.destination());
  }

  /** Publishes how far the runs come until the process ends, and then no more. */
  void stop() {
    end(Stage.STOPPED);
  }

  /** Publishes the runs, which have come to their ends, and then no more. */
  void finish() {
    end(Stage.OVER);
  }

  private void end(Stage how) {
    stage = how;
    wake.release();
  }

  /**
   * Waits until all is published; gives it up after a time.
   *
   * @param begin when waiting began, by {@link System#nanoTime}
   * @param whenAway after this time if the tracker cannot be published to
   */
  void await(long begin, Duration longest, Duration whenAway) {
    boolean interrupted = false;
    try {
      boolean patient = true;
      while (patient && !finished.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        Duration limit = failing && whenAway.compareTo(longest) < 0 ? whenAway : longest;
        patient = System.nanoTime() - begin < limit.toNanos();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    thread.interrupt();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the first run was published completely. */
  Optional<Publication> publication() {
    return runs.stream()
        .limit(1)
        .filter(run -> run.done)
        .flatMap(run -> run.publication.stream())
        .findFirst();
  }

  /** What was not published completely; empty if all was. */
  Optional<Unpublished> unpublished() {
    List<Followed> left = runs.stream().filter(run -> !run.done).toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    String reason =
        left.stream()
            .flatMap(run -> run.failure.stream())
            .findFirst()
            .orElse(tracker.destination() + " was too slow");
    String others = left.size() == 1 ? "" : " (%,d runs)".formatted(left.size());
    // of a sweep: it brings its children
    Followed named = left.size() == 1 ? left.get(0) : runs.get(0);
    return Optional.of(new Unpublished(named.folder, tracker.destination(), reason + others));
  }
}
