package dev.lamina.cli;

import dev.lamina.cli.page.ParityPage;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.ParityRequest;
import dev.lamina.engine.parity.ParityReport;
import dev.lamina.engine.parity.ReportJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lamina parity}: evidence that a model is computed rightly. */
@Command(
    name = "parity",
    description =
        "Checks a model on prompts: that its residual stream adds up, that attention is what its"
            + " pattern says, that a prompt's numbers do not depend on others, that float64 agrees;"
            + " and, if asked, that another implementation computes the same. Exit code 1 if"
            + " something does not hold.",
    sortOptions = false)
final class ParityCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A name, hf:OWNER/NAME, a folder or a .gguf file.")
  private String model;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "key=value",
      description = "Sets a key of the model (read as YAML), e.g. device=cpu.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "A text file with a prompt a line (default: eight of Lamina's own).")
  private Optional<Path> prompts = Optional.empty();

  @Option(
      names = "--against",
      paramLabel = "NAME",
      description =
          "Compares with another implementation: 'transformers', by python3 or the interpreter that"
              + " LAMINA_PYTHON names.")
  private Optional<String> against = Optional.empty();

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Logging.start(lamina.verbosity());
    try (Lamina engine = Engines.open(lamina)) {
      ParityReport report =
          engine.parity(
              new ParityRequest(model, settings, prompts, against),
              lamina.terminal().err()::println);
      Path file = engine.keep(report);
      if (json) {
        lamina.terminal().out().print(ReportJson.write(report));
      } else {
        new ParityPage(lamina.terminal().out()).print(report, file);
      }
      return report.holds() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}
