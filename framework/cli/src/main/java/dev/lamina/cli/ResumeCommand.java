package dev.lamina.cli;

import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina resume}: goes on with a run that did not come to its end. */
@Command(
    name = "resume",
    description = {
      "Goes on with a run that was stopped or failed. Activations that are stored and analyses that"
          + " are over are not computed again. A finished run that was not published is published."
    },
    sortOptions = false)
final class ResumeCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Parameters(index = "0", paramLabel = "RUN", description = RunArgument.DESCRIPTION)
  private String run;

  @Override
  public Integer call() throws IOException {
    Logging logging = Logging.start(lamina.verbosity());
    Path folder = RunArgument.folder(lamina, run);
    PastRun past = PastRun.read(folder);
    try (Lamina engine = Engines.open(lamina)) {
      double start = Execution.sinceProcessStart();
      Spec spec = PastSpec.read(engine, folder);
      if (past.state() == RunState.FINISHED) {
        return publish(past, engine.trackers(spec));
      }
      if (!spec.cases().isEmpty()) {
        return new SweepExecution(lamina, engine, logging).resume(spec, past);
      }
      return Execution.exitCode(
          new Execution(lamina, engine, logging)
              .execute(
                  spec,
                  start,
                  (plan, before, listener) -> engine.resume(plan, folder, before, listener)));
    }
  }

  private int publish(PastRun past, List<Tracker> trackers) throws IOException {
    List<PastRun> runs = new ArrayList<>(List.of(past));
    for (Path child : past.children().values()) {
      runs.add(PastRun.read(child));
    }
    int code = ExitCode.DONE;
    int left = 0;
    for (Tracker tracker : trackers) {
      List<Path> folders =
          runs.stream()
              .filter(of -> !of.destinations().contains(tracker.destination()))
              .map(PastRun::folder)
              .toList();
      left += folders.size();
      if (!folders.isEmpty()) {
        code = Math.max(code, SyncCommand.publish(folders, tracker, lamina));
      }
    }
    if (left == 0) {
      lamina.terminal().out().println(past.id() + " is finished; nothing is left to do");
    }
    return code;
  }
}
