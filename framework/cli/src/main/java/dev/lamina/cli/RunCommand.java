package dev.lamina.cli;

import dev.lamina.engine.Lamina;
import dev.lamina.engine.spec.Spec;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/**
 * {@code lamina run}: runs an experiment or a sweep, prints what was found and where the results
 * lie.
 */
@Command(
    name = "run",
    description = "Runs the experiment of a spec, or its sweep.",
    sortOptions = false)
final class RunCommand implements Callable<Integer> {

  @ParentCommand private LaminaCommand lamina;

  @Mixin private SpecArguments arguments;

  @Override
  public Integer call() {
    Logging logging = Logging.start(lamina.verbosity());
    try (Lamina engine = Engines.open(lamina)) {
      double start = Execution.sinceProcessStart();
      Spec spec = engine.read(arguments.file(), arguments.overrides());
      if (!spec.cases().isEmpty()) {
        return new SweepExecution(lamina, engine, logging).run(spec);
      }
      return Execution.exitCode(
          new Execution(lamina, engine, logging).execute(spec, start, engine::run));
    }
  }
}
