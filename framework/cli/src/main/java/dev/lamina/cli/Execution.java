package dev.lamina.cli;

import dev.lamina.api.model.Forecast;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.tracking.Publication;
import dev.lamina.cli.text.Amounts;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.plan.Estimate;
import dev.lamina.engine.plan.Plan;
import dev.lamina.engine.run.Extracted;
import dev.lamina.engine.run.Outcome;
import dev.lamina.engine.run.Runner;
import dev.lamina.engine.spec.Spec;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plans a spec and runs it for the command line: warnings, log file, what was found. */
final class Execution {

  private static final int MOST_HEADLINES = 5;

  private final LaminaCommand lamina;
  private final Lamina engine;
  private final Logging logging;
  private final UnderWay underWay;

  Execution(LaminaCommand lamina, Lamina engine, Logging logging) {
    this.lamina = lamina;
    this.engine = engine;
    this.logging = logging;
    this.underWay = new UnderWay(lamina);
  }

  /** Runs a plan to the end. */
  @FunctionalInterface
  interface Work {

    /**
     * Runs.
     *
     * @param before stages that are over, with their seconds
     */
    Outcome run(Plan plan, Map<String, Double> before, Runner.Listener listener);
  }

  /** Plans, runs and prints what was found. */
  Outcome execute(Spec spec, double start, Work work) {
    Plan plan = engine.plan(spec);
    plan.warnings().forEach(warning -> lamina.terminal().err().println(warning));
    Map<String, Double> before = new LinkedHashMap<>();
    before.put("start", start);
    before.put("plan", sinceProcessStart() - start);
    Outcome outcome = execute(plan, before, work);
    print(outcome);
    return outcome;
  }

  private Outcome execute(Plan plan, Map<String, Double> before, Work work) {
    try {
      return work.run(
          plan,
          before,
          new Runner.Listener() {
            @Override
            public void began(Path folder) throws IOException {
              logging.to(folder.resolve("run.log"));
              underWay.began(folder);
            }

            @Override
            public void away(String reason) {
              underWay.away(reason);
            }
          });
    } catch (RunFailedException e) {
      underWay.folder().ifPresent(this::failed);
      throw e;
    } finally {
      underWay.ended();
    }
  }

  private void failed(Path folder) {
    PrintStream err = lamina.terminal().err();
    err.println("log: " + folder.resolve("run.log"));
    err.println("go on with it: " + NextCommand.resume(lamina, folder));
  }

  static int exitCode(Outcome outcome) {
    return outcome.unpublished().isEmpty() ? ExitCode.DONE : ExitCode.UNPUBLISHED;
  }

  private void print(Outcome outcome) {
    PrintStream out = lamina.terminal().out();
    outcome.headlines().stream().limit(MOST_HEADLINES).forEach(out::println);
    out.println();
    printPlaces(out, outcome.folder(), outcome.publications());
    out.printf(
        Locale.ROOT,
        "time      %.1f s: %s; peak memory %s%n",
        sinceProcessStart(),
        outcome.seconds().entrySet().stream()
            .map(stage -> String.format(Locale.ROOT, "%s %.1f", stage.getKey(), stage.getValue()))
            .collect(Collectors.joining(", ")),
        outcome.peakMemory() > 0 ? Amounts.bytes(outcome.peakMemory()) : "unknown");
    outcome
        .computed()
        .extracted()
        .ifPresent(took -> out.println(forward(outcome.estimate(), took)));
    outcome
        .computed()
        .rounding()
        .ifPresent(
            largest ->
                out.printf(
                    Locale.ROOT,
                    "storage   float16: no activation is off by more than %s%n",
                    BigDecimal.valueOf(largest).round(new MathContext(2, RoundingMode.UP))));
    outcome
        .unpublished()
        .forEach(left -> lamina.terminal().err().println(NextCommand.notPublished(lamina, left)));
  }

  /** Where the results lie. */
  static void printPlaces(PrintStream out, Path folder, List<Publication> publications) {
    out.println("results   " + folder);
    out.println("report    " + folder.resolve("report.html"));
    for (Publication publication : publications) {
      out.println("published " + publication.link());
      publication.notes().forEach(note -> out.println("          " + note));
    }
  }

  /** What the activations took, each amount with what was expected. */
  private static String forward(Estimate estimate, Extracted took) {
    Optional<Forecast> forecast = estimate.forecast();
    return String.format(
        Locale.ROOT,
        "forward   %,d of %,d tokens%s in %s%s, memory %s%s, %s stored%s",
        took.tokens(),
        estimate.tokens(),
        predicted(forecast, expected -> String.format(Locale.ROOT, "%,d", expected.tokens())),
        Amounts.seconds(took.seconds()),
        predicted(forecast, expected -> Amounts.seconds(expected.seconds())),
        took.peakMemory() > 0 ? Amounts.bytes(took.peakMemory()) : "unknown",
        predicted(forecast, expected -> Amounts.bytes(estimate.memoryBytes())),
        Amounts.bytes(took.diskBytes()),
        predicted(forecast, expected -> Amounts.bytes(estimate.diskBytes())));
  }

  private static String predicted(Optional<Forecast> forecast, Function<Forecast, String> amount) {
    return forecast.map(known -> " (predicted " + amount.apply(known) + ")").orElse("");
  }

  /** By the uptime, as the system tells a process's start no better than to the second. */
  static double sinceProcessStart() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
  }
}
