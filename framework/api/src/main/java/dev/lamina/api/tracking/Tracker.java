package dev.lamina.api.tracking;

import java.io.IOException;

/** A place to publish runs to. */
public interface Tracker {

  /** Where runs go, for messages: {@code http://localhost:5000}; never with credentials. */
  String destination();

  /**
   * Publishes a run, completely; safe to repeat: what is there already stays and is not doubled.
   *
   * @throws IOException with one sentence for the user that says what to do; nothing is lost
   */
  Publication publish(PublishableRun run) throws IOException;
}
