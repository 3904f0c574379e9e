package dev.lamina.engine.publish;

import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.PublishableRun.State;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import dev.lamina.engine.journal.RunTail;
import java.io.IOException;
import java.nio.file.Path;

/** Publishes a run folder, and journals it: when the run is over, and once before. */
public final class Publisher {

  private Publisher() {}

  /**
   * Publishes the run in a folder as it stands; safe to repeat.
   *
   * @throws IOException with one sentence that says why it is not published, and what to do
   */
  public static Publication publish(Path folder, Tracker tracker) throws IOException {
    try {
      return publishAsIs(new RunTail(folder), tracker).publication();
    } catch (IOException e) {
      throw new IOException(
          e.getMessage() + later(folder.getFileName().toString(), tracker.destination()), e);
    }
  }

  /** What to do about a run that is not published. */
  static String later(String run, String destination) {
    return "; nothing is lost: publish the run later with lamina sync %s --to %s"
        .formatted(run, destination);
  }

  /** Where a run was published, and the state that it was in. */
  record Published(State state, Publication publication) {}

  /** Publishes until the run still has the state that it was published in. */
  static Published publishAsIs(RunTail tail, Tracker tracker) throws IOException {
    while (true) {
      PastRun past = tail.read();
      PublishableRun run = PublishableRuns.of(past);
      Publication publication = tracker.publish(run);
      if (PublishableRuns.state(tail.read()) == run.state()) {
        if (run.state() != State.RUNNING || !past.pages().containsKey(tracker.destination())) {
          try (Journal journal = Journal.open(tail.folder().resolve(RunFolder.JOURNAL))) {
            journal.append(new Event.Published(tracker.destination(), publication.link()));
          }
        }
        return new Published(run.state(), publication);
      }
    }
  }
}
