package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.Quoted;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // numbers in files and messages are the same everywhere
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /** Runs one command line and returns its exit code. */
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    LaminaCommand lamina = new LaminaCommand(new Terminal(out, err));
    CommandLine commandLine = new CommandLine(lamina);
    commandLine
        .setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8))
        .setAllowSubcommandsAsOptionParameters(true) // --runs runs
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, args) -> misused(e, err))
        .setExecutionExceptionHandler(new Failures(lamina));
    try {
      return commandLine.execute(arguments);
    } catch (LinkageError | OutOfMemoryError e) {
      return new Failures(lamina).wrongMachine(e);
    }
  }

  private static int misused(CommandLine.ParameterException e, PrintStream err) {
    String near = "";
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      near =
          unmatched.getSuggestions().stream()
              .findFirst()
              .map(name -> "; did you mean " + Quoted.of(name) + "?")
              .orElse("");
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println(
        Location.COMMAND_LINE
            + ": error: "
            + Quoted.bare(String.valueOf(e.getMessage()))
            + near
            + " (see: "
            + command
            + " --help)");
    return ExitCode.INVALID;
  }
}
