package dev.lamina.plugins.mlflow.server;

import dev.lamina.api.tracking.Dashboard;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** A running MLflow server, and what closing it does. */
final class LocalServer implements Dashboard.Server {

  private final ServerState state;
  private final ProcessHandle process;
  private final Optional<Runnable> stop;

  /**
   * @param stop stops it; empty for somebody else's
   */
  LocalServer(ServerState state, ProcessHandle process, Optional<Runnable> stop) {
    this.state = state;
    this.process = process;
    this.stop = stop;
  }

  @Override
  public String name() {
    return "MLflow " + state.version();
  }

  @Override
  public boolean stopsWhenClosed() {
    return stop.isPresent();
  }

  @Override
  public String address() {
    return state.address();
  }

  @Override
  public String trackerType() {
    return "mlflow";
  }

  @Override
  public void await() throws InterruptedException {
    try {
      process.onExit().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop.ifPresent(Runnable::run);
  }
}
