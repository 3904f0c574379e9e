package dev.lamina.cli;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.tracking.Dashboard;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.journal.RunCatalog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code lamina ui}: a local MLflow server with all runs. */
@Command(
    name = "ui",
    description = "Starts (or finds) a local MLflow server and publishes all runs to it.",
    sortOptions = false)
final class UiCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logging.start(lamina.verbosity());
    try (Lamina engine = Engines.open(lamina);
        Dashboard.Server server = start(engine)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      PrintStream err = lamina.terminal().err();
      List<Path> runs = new RunCatalog(lamina.runs()).folders();
      err.println(
          "%s runs at %s; publishing %,d runs"
              .formatted(server.name(), server.address(), runs.size()));
      SyncCommand.publish(
          runs, engine.tracker(server.trackerType(), Map.of("uri", server.address())), lamina);
      lamina.terminal().out().println(server.address());
      err.println(
          server.stopsWhenClosed()
              ? "stop with Ctrl-C"
              : "another lamina ui has started it, and stops it");
      server.await();
      return ExitCode.DONE;
    }
  }

  private Dashboard.Server start(Lamina engine) {
    try {
      return engine.dashboard("mlflow").start(lamina.runs().resolve(".mlflow").toAbsolutePath());
    } catch (IOException e) {
      throw new RunFailedException(String.valueOf(e.getMessage()), e);
    }
  }
}
