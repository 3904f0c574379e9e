package dev.lamina.plugins.mlflow.server;

import dev.lamina.api.tracking.Dashboard;
import java.util.concurrent.ExecutionException;

/** A running MLflow server, and what closing it does. */
final class LocalServer implements Dashboard.Server {

  private final String address;
  private final ProcessHandle process;
  private final Runnable onClose;

  LocalServer(String address, ProcessHandle process, Runnable onClose) {
    this.address = address;
    this.process = process;
    this.onClose = onClose;
  }

  @Override
  public String address() {
    return address;
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
    onClose.run();
  }
}
