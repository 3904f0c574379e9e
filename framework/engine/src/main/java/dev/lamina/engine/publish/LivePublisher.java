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
 * journals. A tracker that fails is said to be away once; then it is tried again after a pause, and
 * after twice that.
 */
final class LivePublisher {

  private static final Logger LOG = LoggerFactory.getLogger(LivePublisher.class);

  private static final long TICK_MILLIS = 250;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** A run is published again after a while, and after so many times what publishing took. */
  private static final Duration REST = Duration.ofSeconds(5);

  private static final int SHARE = 20;

  /** Failures one after the other that end the end: the tracker is away. */
  private static final int GIVE_UP = 2;

  private final Tracker tracker;
  private final Consumer<String> away;
  private final List<Followed> runs = new CopyOnWriteArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "publish");
  private volatile boolean ending;
  private volatile boolean failing;

  // of the thread alone
  private Duration pause = FIRST_PAUSE;
  private long notBefore = System.nanoTime();
  private boolean said;

  /** A run whose journal is followed; changed by the thread alone. */
  private static final class Followed {

    private final Path folder;
    private Optional<RunTail> tail;
    private long publishedTo = -1;
    private long notBefore = System.nanoTime();
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

  /** Publishes a run from now on, behind those that came before it. */
  void follow(Path folder) {
    runs.add(new Followed(folder));
    wake.release();
  }

  private void work() {
    try {
      boolean last;
      int failures;
      do {
        wake.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
        last = ending; // what happened before is published below
        failures = round(last);
      } while (!last || (failures == 0 && !runs.stream().allMatch(run -> run.done)));
    } catch (InterruptedException e) {
      LOG.warn("publishing to {} was cut short", tracker.destination());
    } finally {
      over.countDown();
    }
  }

  /** Publishes what is new; returns how many runs in succession failed at last. */
  private int round(boolean last) throws InterruptedException {
    int failures = 0;
    for (Followed run : runs) {
      boolean may = last ? failures < GIVE_UP : isOver(notBefore) && isOver(run.notBefore);
      if (!run.done && may) {
        failures = publish(run) ? 0 : failures + 1;
      }
    }
    return failures;
  }

  private static boolean isOver(long time) {
    return System.nanoTime() - time >= 0;
  }

  /** Publishes a run if there is something new; false if that failed. */
  private boolean publish(Followed run) throws InterruptedException {
    try {
      long size = run.size();
      if (size != run.publishedTo) {
        publishNow(run);
        run.publishedTo = size;
      }
      return true;
    } catch (IOException | RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cut short");
      }
      // a tracker is a plugin: whatever goes wrong in it, the run goes on
      LOG.warn("{} is not published to {}", run.folder, tracker.destination(), e);
      String reason = String.valueOf(e.getMessage());
      run.failure = Optional.of(reason);
      failing = true;
      notBefore = System.nanoTime() + pause.toNanos();
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      if (!said && !ending) {
        said = true;
        away.accept(reason);
      }
      return false;
    }
  }

  private void publishNow(Followed run) throws IOException {
    long begin = System.nanoTime();
    if (isPublished(run)) {
      run.done();
      return;
    }
    Publisher.Published published = Publisher.publishAsIs(run.tail.orElseThrow(), tracker);
    run.publication = Optional.of(published.publication());
    failing = false;
    pause = FIRST_PAUSE;
    if (published.state() == State.RUNNING) {
      long now = System.nanoTime();
      run.notBefore = now + Math.max(REST.toNanos(), SHARE * (now - begin));
    } else {
      run.done();
    }
  }

  /** Whether it is a run of an earlier attempt that is published. */
  private boolean isPublished(Followed run) throws IOException {
    if (run.publishedTo >= 0) {
      return false;
    }
    PastRun past = run.tail.orElseThrow().read();
    return past.state() == RunState.FINISHED && past.destinations().contains(tracker.destination());
  }

  /** Whether it is known that the tracker cannot be published to. */
  boolean isAway() {
    return failing;
  }

  /** Publishes the runs as they end, and then no more. */
  void end() {
    ending = true;
    wake.release();
  }

  /** Waits until all is published after {@link #end}, up to a time; then gives it up. */
  void await(Duration longest) {
    boolean interrupted = false;
    try {
      over.await(longest.toMillis(), TimeUnit.MILLISECONDS);
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

  /** Why a run was not published completely, with what to do; empty if all were. */
  Optional<String> unpublished() {
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
    return Optional.of(
        reason
            + others
            + Publisher.later(named.folder.getFileName().toString(), tracker.destination()));
  }
}
