package dev.lamina.cli;

import dev.lamina.engine.Lamina;
import dev.lamina.engine.describe.SpecSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code lamina schema}: the JSON Schema of a spec, for editors. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of a spec, with the installed plugins.",
    sortOptions = false)
final class SchemaCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Override
  public Integer call() {
    Logging.start(lamina.verbosity());
    try (Lamina engine = Engines.open(lamina)) {
      lamina.terminal().out().println(new SpecSchema(engine.registry()).json());
      return ExitCode.DONE;
    }
  }
}
