package dev.lamina.cli;

import dev.lamina.engine.Lamina;
import dev.lamina.engine.compare.Repetition;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.run.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
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
    try (Lamina engine = Engines.open(lamina)) {
      double start = Execution.sinceProcessStart();
      Outcome outcome =
          new Execution(lamina, engine, logging)
              .execute(PastSpec.read(engine, folder), start, engine::run);
      Repetition repetition = Repetition.of(first, PastRun.read(outcome.folder()));
      print(repetition, first.id());
      return repetition.isWithinRounding() ? Execution.exitCode(outcome) : ExitCode.FAILED;
    }
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
