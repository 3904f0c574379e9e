package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.api.tracking.Tracker;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.problem.InvalidSpecException;
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
                  (plan, before, listener) -> {
                    requireSameData(plan, past);
                    return engine.resume(plan, folder, before, listener);
                  }));
    }
  }

  /** What was computed of other data would be mixed with what is computed of these. */
  private static void requireSameData(Plan plan, PastRun past) {
    past.input()
        .filter(input -> !input.digest().equals(plan.dataset().digest()))
        .ifPresent(
            input -> {
              throw new InvalidSpecException(
                  Location.COMMAND_LINE,
                  "the data set %s has changed since %s began; start a new run: lamina run %s"
                      .formatted(input.source(), past.id(), past.folder().resolve(PastSpec.FILE)));
            });
  }

  private int publish(PastRun past, List<Tracker> trackers) {
    List<Tracker> left =
        trackers.stream()
            .filter(tracker -> !past.destinations().contains(tracker.destination()))
            .toList();
    if (left.isEmpty()) {
      lamina.terminal().out().println(past.id() + " is finished; nothing is left to do");
    }
    List<Path> folders = new ArrayList<>(List.of(past.folder()));
    past.cases().values().forEach(of -> folders.add(past.folder().resolveSibling(of.run())));
    int code = ExitCode.DONE;
    for (Tracker tracker : left) {
      code = Math.max(code, SyncCommand.publish(folders, tracker, lamina.terminal()));
    }
    return code;
  }
}
