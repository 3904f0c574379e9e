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
   * @throws IOException with one sentence that says why it is not published; nothing is lost
   */
  public static Publication publish(Path folder, Tracker tracker) throws IOException {
    return publishAsIs(new RunTail(folder), tracker, false).publication();
  }

  /** Where a run was published, and the state that it was in. */
  record Published(State state, Publication publication) {}

  /**
   * Publishes until the run still has the state that it was published in.
   *
   * @param over whether it is known that the run does nothing more
   */
  static Published publishAsIs(RunTail tail, Tracker tracker, boolean over) throws IOException {
    while (true) {
      PastRun past = tail.read();
      PublishableRun run = PublishableRuns.of(past, over);
      Publication publication = tracker.publish(run);
      if (PublishableRuns.state(tail.read(), over) == run.state()) {
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
