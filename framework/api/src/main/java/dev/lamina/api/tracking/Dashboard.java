package dev.lamina.api.tracking;

import java.io.IOException;
import java.nio.file.Path;

/** A web user interface for published runs that can be started on this machine. */
public interface Dashboard {

  /**
   * Starts a server whose data lies in a folder, or finds the one that already runs there; returns
   * when it answers.
   *
   * @param folder for the server's database and log; made if missing
   * @throws IOException with one sentence for the user: what is missing and how to get it
   */
  Server start(Path folder) throws IOException;

  /** A running server. Closing it stops it if it was started here. */
  interface Server extends AutoCloseable {

    /** What runs there, for messages: {@code MLflow 3.17.2}. */
    String name();

    /** Whether it stops when it is closed: not if somebody else who is still there started it. */
    boolean stopsWhenClosed();

    /** The page to open. */
    String address();

    /** The configuration of a tracker that publishes to this server: its type. */
    String trackerType();

    /** Waits until the server ends. */
    void await() throws InterruptedException;

    @Override
    void close();
  }
}
