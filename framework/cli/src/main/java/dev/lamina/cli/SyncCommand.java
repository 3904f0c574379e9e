package dev.lamina.cli;

import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunCatalog;
import dev.lamina.engine.publish.Publisher;
import dev.lamina.engine.publish.Unpublished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina sync}: publishes past runs to a tracker. */
@Command(
    name = "sync",
    description =
        "Publishes runs, sweeps with their children, to an MLflow server; safe to repeat.",
    sortOptions = false)
final class SyncCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Parameters(
      index = "0..*",
      paramLabel = "RUN",
      description = RunArgument.DESCRIPTION + " Without any: all runs.")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "URI",
      description = "The MLflow server (default: MLFLOW_TRACKING_URI).")
  private Optional<String> uri = Optional.empty();

  @Option(names = "--insecure-tls", description = "Accepts any certificate of an https server.")
  private boolean insecureTls;

  private Map<String, String> configuration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    uri.ifPresent(value -> configuration.put("uri", value));
    if (insecureTls) {
      configuration.put("insecure_tls", "true");
    }
    return configuration;
  }

  @Override
  public Integer call() throws IOException {
    Logging.start(lamina.verbosity());
    List<Path> folders = new ArrayList<>();
    for (String run : runs) {
      Path folder = RunArgument.folder(lamina, run);
      folders.add(folder);
      folders.addAll(PastRun.read(folder).children().values());
    }
    if (runs.isEmpty()) {
      folders.addAll(new RunCatalog(lamina.runs()).folders());
    }
    try (Lamina engine = Engines.open(lamina)) {
      return publish(folders, engine.tracker("mlflow", configuration()), lamina);
    }
  }

  /** Publishes runs one after the other; one that cannot be published does not stop the others. */
  static int publish(List<Path> folders, Tracker tracker, LaminaCommand lamina) {
    Terminal terminal = lamina.terminal();
    int failed = 0;
    for (Path folder : folders) {
      try {
        Publication publication = Publisher.publish(folder, tracker);
        terminal.out().println(folder + " " + publication.link());
      } catch (IOException e) {
        failed++;
        Unpublished left =
            new Unpublished(folder, tracker.destination(), String.valueOf(e.getMessage()));
        terminal.err().println(NextCommand.notPublished(lamina, left));
      }
    }
    terminal
        .err()
        .println("%d of %d runs published".formatted(folders.size() - failed, folders.size()));
    return failed == 0 ? ExitCode.DONE : ExitCode.UNPUBLISHED;
  }
}
