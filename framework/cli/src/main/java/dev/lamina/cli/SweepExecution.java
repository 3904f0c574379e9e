package dev.lamina.cli;

import dev.lamina.engine.Lamina;
import dev.lamina.engine.compare.ComparisonPage;
import dev.lamina.engine.compare.RunComparison;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.sweep.SweepOutcome;
import dev.lamina.engine.sweep.SweepPlan;
import dev.lamina.engine.sweep.SweepRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.logging.Handler;

/** Runs a sweep for the command line: a line as each case ends, a table of all at the end. */
final class SweepExecution {

  private static final int MOST_METRICS = 3;

  private final LaminaCommand lamina;
  private final Lamina engine;
  private final Logging logging;
  private final UnderWay underWay;

  SweepExecution(LaminaCommand lamina, Lamina engine, Logging logging) {
    this.lamina = lamina;
    this.engine = engine;
    this.logging = logging;
    this.underWay = new UnderWay(lamina);
  }

  /** Runs a sweep; returns the exit code. */
  int run(Spec spec) {
    return end(outcome(spec));
  }

  /** Goes on with one; returns the exit code. */
  int resume(Spec spec, PastRun past) {
    return end(carryOut(spec, (runner, plan) -> runner.resume(plan, past)));
  }

  /** Runs a sweep. */
  SweepOutcome outcome(Spec spec) {
    return carryOut(spec, SweepRunner::run);
  }

  private SweepOutcome carryOut(Spec spec, BiFunction<SweepRunner, SweepPlan, SweepOutcome> work) {
    SweepPlan plan = plan(spec);
    try {
      return work.apply(engine.sweeps(lamina.jobs(), new Listener(plan.cases().size())), plan);
    } finally {
      underWay.ended();
    }
  }

  private SweepPlan plan(Spec spec) {
    SweepPlan plan = engine.planSweep(spec);
    plan.warnings().forEach(warning -> lamina.terminal().err().println(warning));
    return plan;
  }

  /** Says how far the sweep is. The log of cases that run side by side is the sweep's. */
  private final class Listener implements SweepRunner.Listener {

    private final int all;
    private final AtomicInteger ended = new AtomicInteger();
    private final Map<Path, Handler> logs = new ConcurrentHashMap<>();

    Listener(int all) {
      this.all = all;
    }

    @Override
    public void began(Path folder) throws IOException {
      logging.to(folder.resolve("run.log"));
      underWay.began(folder);
    }

    @Override
    public void began(Spec.Case of, Path folder) throws IOException {
      if (lamina.jobs() == 1) {
        logs.put(folder, logging.to(folder.resolve("run.log")));
      }
    }

    @Override
    public void away(String reason) {
      underWay.away(reason);
    }

    @Override
    public void ended(SweepOutcome.Child child) {
      child.run().map(run -> logs.remove(run.folder())).ifPresent(logging::end);
      PrintStream err = lamina.terminal().err();
      int number = ended.incrementAndGet();
      if (lamina.verbosity() != Logging.Verbosity.QUIET || child.state() != RunState.FINISHED) {
        err.printf(
            Locale.ROOT,
            "case %,d of %,d: %s: %s%s%n",
            number,
            all,
            child.name(),
            child.state().id(),
            child.failure().isEmpty() ? "" : ": " + child.failure());
      }
    }
  }

  /** Prints what was found; returns the exit code. */
  int end(SweepOutcome outcome) {
    PrintStream out = lamina.terminal().out();
    outcome.headlines().forEach(out::println);
    table(outcome).forEach(out::println);
    out.println();
    Execution.printPlaces(out, outcome.folder(), outcome.publications());
    PrintStream err = lamina.terminal().err();
    outcome.unpublished().forEach(left -> err.println(NextCommand.notPublished(lamina, left)));
    if (!outcome.failures().isEmpty()) {
      outcome.failures().forEach(failure -> err.println("lamina: error: " + failure));
      err.printf(
          "mend it, in %s if it is the spec, and run what is missing: %s%n",
          outcome.folder().resolve(PastSpec.FILE), NextCommand.resume(lamina, outcome.folder()));
      return ExitCode.FAILED;
    }
    return outcome.unpublished().isEmpty() ? ExitCode.DONE : ExitCode.UNPUBLISHED;
  }

  /** A line a case: state, seconds, the most important numbers. */
  private static List<String> table(SweepOutcome outcome) {
    List<PastRun> runs =
        outcome.children().stream().flatMap(child -> child.run().stream()).toList();
    List<RunComparison.Summary> metrics =
        new RunComparison(runs).summaries().stream().limit(MOST_METRICS).toList();
    List<String> header = new ArrayList<>(List.of("CASE", "STATE", "SECONDS"));
    metrics.forEach(metric -> header.add(metric.key().toString()));
    List<List<String>> rows = new ArrayList<>(List.of(header));
    int at = 0;
    for (SweepOutcome.Child child : outcome.children()) {
      List<String> row = new ArrayList<>(List.of(child.name(), child.state().id()));
      row.add(child.run().map(SweepExecution::seconds).orElse("-"));
      int run = child.run().isPresent() ? at++ : -1;
      for (RunComparison.Summary metric : metrics) {
        OptionalDouble value = run < 0 ? OptionalDouble.empty() : metric.values().get(run);
        row.add(value.isPresent() ? ComparisonPage.shown(value) : "-");
      }
      rows.add(row);
    }
    return Columns.lines(rows);
  }

  private static String seconds(PastRun run) {
    return String.format(
        Locale.ROOT, "%.1f", Duration.between(run.started(), run.ended()).toMillis() / 1e3);
  }
}
