package dev.lamina.engine.publish;

import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.Tracker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes runs to trackers while they are under way. Runs never wait for it but at their end, and
 * then for a bounded time; nor does a process that is stopped.
 */
public final class Publishing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

  private static final Duration AT_THE_END = Duration.ofMinutes(1);
  private static final Duration WHEN_STOPPED = Duration.ofSeconds(5);
  private static final Duration WHEN_AWAY = Duration.ofSeconds(5);

  private final List<LivePublisher> publishers;
  private final Thread hook =
      new Thread(() -> end(LivePublisher::stop, System.nanoTime(), WHEN_STOPPED));
  private long finishing;

  /**
   * Begins.
   *
   * @param away is told, once a tracker, why it cannot be published to
   */
  public Publishing(List<Tracker> trackers, Consumer<String> away) {
    this.publishers = trackers.stream().map(tracker -> new LivePublisher(tracker, away)).toList();
    if (!publishers.isEmpty()) {
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.debug("shutting down already", e);
      }
    }
  }

  /**
   * What was published when all had ended.
   *
   * @param publications of the run that was followed first, one a tracker that took all
   * @param unpublished what is left, one a tracker that did not
   */
  public record Result(List<Publication> publications, List<Unpublished> unpublished) {}

  /** Publishes a run from now on; a sweep's before those of its children. */
  public void follow(Path folder) {
    publishers.forEach(publisher -> publisher.follow(folder));
  }

  /** Publishes the runs, which have come to their ends. */
  public Result finish() {
    end();
    return new Result(
        publishers.stream().flatMap(publisher -> publisher.publication().stream()).toList(),
        publishers.stream().flatMap(publisher -> publisher.unpublished().stream()).toList());
  }

  private void end() {
    if (finishing == 0) {
      finishing = System.nanoTime(); // the time is for all trackers, and only once
    }
    end(LivePublisher::finish, finishing, AT_THE_END);
  }

  private void end(Consumer<LivePublisher> how, long begin, Duration longest) {
    publishers.forEach(how);
    publishers.forEach(publisher -> publisher.await(begin, longest, WHEN_AWAY));
  }

  /** Publishes the runs as they ended, however that was. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("shutting down already", e);
    }
  }
}
