package dev.lamina.cli;

import dev.lamina.api.problem.RunFailedException;
import dev.lamina.cli.text.Columns;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunState;
import dev.lamina.engine.report.CaseTable;
import dev.lamina.engine.spec.Spec;
import dev.lamina.engine.sweep.SweepOutcome;
import dev.lamina.engine.sweep.SweepPlan;
import dev.lamina.engine.sweep.SweepRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.logging.Handler;

/** Runs a sweep for the command line: a line as each case ends, a table of all at the end. */
final class SweepExecution {

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
      child.folder().map(logs::remove).ifPresent(logging::end);
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
    table(outcome.folder()).forEach(out::println);
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
  private static List<String> table(Path sweep) {
    try {
      CaseTable cases = CaseTable.of(PastRun.read(sweep));
      List<List<String>> rows = new ArrayList<>();
      rows.add(
          cases.header().stream()
              .map(name -> cases.metrics().contains(name) ? name : name.toUpperCase(Locale.ROOT))
              .toList());
      rows.addAll(cases.texts());
      return Columns.lines(rows);
    } catch (IOException e) {
      throw new RunFailedException(String.valueOf(e.getMessage()), e);
    }
  }
}
