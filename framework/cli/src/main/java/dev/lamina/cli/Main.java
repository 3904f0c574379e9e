package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.NearNames;
import dev.lamina.api.problem.Quoted;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
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
    } catch (Error e) {
      return new Failures(lamina).handleError(e);
    }
  }

  private static int misused(CommandLine.ParameterException e, PrintStream err) {
    CommandLine.Model.CommandSpec command = e.getCommandLine().getCommandSpec();
    String message = Quoted.bare(String.valueOf(e.getMessage()));
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      Set<String> names = new HashSet<>(command.subcommands().keySet());
      names.addAll(command.optionsMap().keySet());
      String kind =
          word.startsWith("-") ? "option" : command.parent() == null ? "command" : "argument";
      message = "unknown %s %s%s".formatted(kind, Quoted.of(word), NearNames.hint(word, names));
    }
    err.println(
        "%s: error: %s (see: %s --help)"
            .formatted(Location.COMMAND_LINE, message, command.qualifiedName()));
    return ExitCode.INVALID;
  }
}
