package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.compare.Repetition;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.run.Outcome;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.sweep.SweepOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina rerun}: repeats a run and compares the numbers. */
@Command(
    name = "rerun",
    description = {
      "Runs a past run's resolved spec again, as a new run, and says whether the metrics are the"
          + " same. Exit code 1 if they differ by more than rounding. With --fresh the activations"
          + " are computed again too."
    },
    sortOptions = false)
final class RerunCommand implements Callable<Integer> {

  private static final int MOST_LINES = 10;

  @ParentCommand private LaminaCommand lamina;

  @Parameters(index = "0", paramLabel = "RUN", description = RunArgument.DESCRIPTION)
  private String run;

  @Override
  public Integer call() throws IOException {
    Logging logging = Logging.start(lamina.verbosity());
    Path folder = RunArgument.folder(lamina, run);
    PastRun first = PastRun.read(folder);
    if (first.state() != RunState.FINISHED) {
      throw new InvalidSpecException(
          Location.COMMAND_LINE,
          "%s has not come to its end; first: %s"
              .formatted(first.id(), NextCommand.resume(lamina, first.folder())));
    }
    try (Lamina engine = Engines.open(lamina)) {
      double start = Execution.sinceProcessStart();
      Spec spec = PastSpec.read(engine, folder);
      return spec.cases().isEmpty()
          ? rerun(first, new Execution(lamina, engine, logging), spec, start, engine)
          : rerun(first, new SweepExecution(lamina, engine, logging), spec);
    }
  }

  private int rerun(PastRun first, Execution execution, Spec spec, double start, Lamina engine)
      throws IOException {
    Outcome outcome = execution.execute(spec, start, engine::run);
    PastRun again = PastRun.read(outcome.folder());
    Repetition repetition = Repetition.of(first, again);
    print(repetition, first.id());
    if (!again
        .tags()
        .getOrDefault(PastRun.FINGERPRINT_TAG, "")
        .equals(first.tags().getOrDefault(PastRun.FINGERPRINT_TAG, ""))) {
      lamina
          .terminal()
          .out()
          .println(
              "          the model, its tokenizer or the data set have changed since "
                  + first.id());
    }
    return repetition.isWithinRounding() ? Execution.exitCode(outcome) : ExitCode.FAILED;
  }

  /** Compares child by child. */
  private int rerun(PastRun first, SweepExecution execution, Spec spec) throws IOException {
    SweepOutcome outcome = execution.outcome(spec);
    int code = execution.end(outcome);
    PastRun again = PastRun.read(outcome.folder());
    boolean same = true;
    for (Map.Entry<Integer, Path> child : first.children().entrySet()) {
      Path other = again.children().get(child.getKey());
      PastRun before = PastRun.read(child.getValue());
      if (other != null) {
        Repetition repetition = Repetition.of(before, PastRun.read(other));
        print(repetition, before.id());
        same &= repetition.isWithinRounding();
      }
    }
    return same ? code : ExitCode.FAILED;
  }

  private void print(Repetition repetition, String first) {
    PrintStream out = lamina.terminal().out();
    int all = repetition.equal() + repetition.differing().size();
    if (repetition.isExact()) {
      out.printf(Locale.ROOT, "metrics   all %,d are those of %s, bit for bit%n", all, first);
      return;
    }
    out.printf(
        Locale.ROOT,
        "metrics   %,d of %,d are those of %s, bit for bit; the others %s%n",
        repetition.equal(),
        all,
        first,
        repetition.isWithinRounding() ? "differ by rounding" : "do not agree");
    repetition.differing().stream()
        .limit(MOST_LINES)
        .forEach(
            difference ->
                out.printf(
                    Locale.ROOT,
                    "          %s: %s, was %s (off by %.1e)%n",
                    difference.what(),
                    difference.again(),
                    difference.first(),
                    difference.size()));
    repetition.missing().stream()
        .limit(MOST_LINES)
        .forEach(what -> out.println("          " + what + ": only one of the runs has it"));
  }
}
