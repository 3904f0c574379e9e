package dev.lamina.engine.publish;

import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Publishes a run folder and journals that it was published. */
public final class Publisher {

  private Publisher() {}

  /**
   * Publishes the run in a folder; safe to repeat.
   *
   * @throws IOException with one sentence that says what to do
   */
  public static Publication publish(Path folder, Tracker tracker) throws IOException {
    Publication publication = tracker.publish(PublishableRuns.of(PastRun.read(folder)));
    try (Journal journal = Journal.open(folder.resolve(RunFolder.JOURNAL))) {
      journal.append(new Event.Published(tracker.destination(), publication.link()));
    }
    return publication;
  }
}
