package dev.lamina.api.tracking;

import java.io.IOException;

/** A place to publish runs to. */
public interface Tracker {

  /** Where runs go, for messages: {@code http://localhost:5000}; never with credentials. */
  String destination();

  /**
   * Publishes all of a run that there is so far; safe to repeat: what is there already stays and is
   * not doubled. While a run is under way this is called again and again, from one thread; between
   * calls metrics and artifacts are added, and of those that were there none changes but a file
   * that is written anew.
   *
   * @throws IOException with one sentence for the user that says what to do; nothing is lost
   */
  Publication publish(PublishableRun run) throws IOException;
}
