package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.describe.Descriptions;
import dev.lamina.engine.plugin.Kind;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina list}: the installed components, a line each. */
@Command(
    name = "list",
    description = "Lists the installed components, a line each.",
    sortOptions = false)
final class ListCommand implements Callable<Integer> {

  private static final List<Kind> LISTED =
      Arrays.stream(Kind.values()).filter(Kind::isListed).toList();

  @ParentCommand private LaminaCommand lamina;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "models, datasets, extractors, analyses or trackers; without it, all.")
  private Optional<String> kind = Optional.empty();

  @Override
  public Integer call() {
    Logging.start(lamina.verbosity());
    try (Lamina engine = Engines.open(lamina)) {
      PrintStream out = lamina.terminal().out();
      for (Kind listed : kind.map(ListCommand::named).orElse(LISTED)) {
        Map<String, String> lines = lines(engine, listed);
        if (kind.isEmpty()) {
          out.println(listed.plural());
        }
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        String indent = kind.isEmpty() ? "  " : "";
        lines.forEach(
            (name, line) ->
                out.println(indent + name + " ".repeat(width - name.length() + 2) + line));
      }
      return ExitCode.DONE;
    }
  }

  private static List<Kind> named(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.isListed() || kind == Kind.COMPARISON)
        .filter(kind -> kind.plural().equals(word) || kind.word().equals(word))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () -> {
              List<String> kinds = LISTED.stream().map(Kind::plural).toList();
              return new InvalidSpecException(
                  Location.COMMAND_LINE,
                  "unknown kind %s%s (there are: %s)"
                      .formatted(
                          Quoted.of(word),
                          NearNames.hint(word, kinds),
                          kinds.stream().collect(Collectors.joining(", "))));
            });
  }

  private static Map<String, String> lines(Lamina engine, Kind kind) {
    Map<String, String> lines = new LinkedHashMap<>();
    Descriptions descriptions = new Descriptions(engine.registry());
    descriptions.all(kind).forEach(component -> lines.put(component.name(), component.summary()));
    if (kind == Kind.ANALYSIS) { // of a sweep's runs; a spec has them under 'compare'
      descriptions
          .all(Kind.COMPARISON)
          .forEach(component -> lines.put(component.name(), component.summary()));
    }
    return lines;
  }
}
