package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import dev.lamina.cli.text.Columns;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.compare.ComparisonPage;
import dev.lamina.engine.compare.RunComparison;
import dev.lamina.engine.journal.PastRun;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina compare}: runs side by side. */
@Command(
    name = "compare",
    description = "Prints what differs in the specs of some runs, and their metrics side by side.",
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {

  private static final int WIDEST = 40;

  @ParentCommand private LaminaCommand lamina;

  @Parameters(
      index = "0..*",
      arity = "2..*",
      paramLabel = "RUN",
      description = RunArgument.DESCRIPTION)
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Also write a page with the curves of the runs over each other (default file:"
              + " compare.html in the runs folder).")
  private Optional<String> html = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Logging.start(lamina.verbosity());
    List<PastRun> runs = new ArrayList<>();
    for (String word : words) {
      PastRun run = PastRun.read(RunArgument.folder(lamina, word));
      if (runs.stream().anyMatch(other -> other.folder().equals(run.folder()))) {
        throw new InvalidSpecException(
            Location.COMMAND_LINE,
            "%s is run %s, which is named before".formatted(Quoted.of(word), run.id()));
      }
      runs.add(run);
    }
    RunComparison comparison = new RunComparison(runs);
    print(comparison);
    if (html.isPresent()) {
      write(comparison, page(html.get()));
    }
    return ExitCode.DONE;
  }

  private Path page(String named) {
    return named.isEmpty() ? lamina.runs().resolve("compare.html") : Path.of(named);
  }

  private void write(RunComparison comparison, Path file) throws IOException {
    try (Lamina engine = Engines.open(lamina)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, new ComparisonPage(comparison, engine.renderer()).html());
    }
    lamina.terminal().out().println("\npage      " + file);
  }

  private void print(RunComparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("", comparison.labels().stream()));
    rows.add(row("run", comparison.runs().stream().map(PastRun::id)));
    comparison
        .choices()
        .forEach(
            choice ->
                rows.add(row(choice.key(), choice.values().stream().map(v -> v.orElse("-")))));
    int choices = rows.size();
    comparison
        .summaries()
        .forEach(
            summary ->
                rows.add(
                    row(
                        summary.key().toString(),
                        summary.values().stream()
                            .map(ComparisonPage::shown)
                            .map(number -> number.isEmpty() ? "-" : number))));
    List<String> lines = Columns.lines(rows);
    PrintStream out = lamina.terminal().out();
    lines.subList(0, choices).forEach(out::println);
    out.println();
    lines.subList(choices, lines.size()).forEach(out::println);
  }

  private static List<String> row(String key, Stream<String> values) {
    return Stream.concat(Stream.of(key), values.map(CompareCommand::cut)).toList();
  }

  private static String cut(String value) {
    return value.length() > WIDEST ? value.substring(0, WIDEST - 3) + "..." : value;
  }
}
