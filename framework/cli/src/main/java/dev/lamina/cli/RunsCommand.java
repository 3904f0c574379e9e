package dev.lamina.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.journal.RunCatalog;
import dev.lamina.engine.journal.RunOutline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lamina runs}: past runs, oldest first. */
@Command(name = "runs", description = "Lists past runs.", sortOptions = false)
final class RunsCommand implements Callable<Integer> {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
  private static final int MOST_HEADLINES = 2;

  @ParentCommand private LaminaCommand lamina;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<RunOutline> runs =
        new RunCatalog(lamina.runs())
            .folders().parallelStream().map(this::read).flatMap(Optional::stream).toList();
    if (json) {
      printJson(runs);
    } else {
      printTable(runs);
    }
    return ExitCode.DONE;
  }

  private Optional<RunOutline> read(Path folder) {
    try {
      return Optional.of(RunOutline.read(folder));
    } catch (IOException e) {
      lamina.terminal().err().println("lamina: warning: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void printTable(List<RunOutline> runs) {
    PrintStream out = lamina.terminal().out();
    if (runs.isEmpty()) {
      lamina.terminal().err().println("no runs in " + lamina.runs());
      return;
    }
    String row = "%-23s %-24s %-11s %-16s %7s  %s%n";
    out.printf(row, "ID", "NAME", "STATE", "STARTED", "SECONDS", "HEADLINE METRICS");
    for (RunOutline run : runs) {
      out.printf(
          Locale.ROOT,
          row,
          run.id(),
          name(run),
          run.state().id(),
          WHEN.format(run.started()),
          String.format(Locale.ROOT, "%.1f", seconds(run)),
          run.metrics().entrySet().stream()
              .limit(MOST_HEADLINES)
              .map(metric -> metric.getKey() + " " + shown(metric.getValue()))
              .collect(Collectors.joining(", ")));
    }
  }

  /** A child run's case stands behind its name. */
  private static String name(RunOutline run) {
    String of = run.tags().get(PastRun.CASE_TAG);
    return of == null ? run.name() : run.name() + ": " + of;
  }

  private void printJson(List<RunOutline> runs) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode array = mapper.createArrayNode();
    for (RunOutline run : runs) {
      ObjectNode node = array.addObject();
      node.put("id", run.id());
      node.put("name", run.name());
      node.put("state", run.state().id());
      node.put("started", run.started().toString());
      node.put("seconds", seconds(run));
      node.put("folder", run.folder().toString());
      if (run.tags().containsKey(PastRun.PARENT_TAG)) {
        node.put("parent", run.tags().get(PastRun.PARENT_TAG));
        node.put("case", run.tags().get(PastRun.CASE_TAG));
      }
      ObjectNode metrics = node.putObject("metrics");
      run.metrics().forEach((key, value) -> put(metrics, key, value));
    }
    lamina
        .terminal()
        .out()
        .println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array));
  }

  /** JSON has no NaN: such a value is null. */
  private static void put(ObjectNode metrics, String key, double value) {
    if (Double.isFinite(value)) {
      metrics.put(key, value);
    } else {
      metrics.putNull(key);
    }
  }

  private static double seconds(RunOutline run) {
    return run.duration().toMillis() / 1e3;
  }

  private static String shown(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
