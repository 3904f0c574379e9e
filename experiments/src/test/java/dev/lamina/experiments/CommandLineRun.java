package dev.lamina.experiments;

import dev.lamina.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A command line that was run in this process, with all plugins.
 *
 * @param exitCode what the process would end with
 * @param out the lines of standard output
 * @param err the lines of standard error
 */
record CommandLineRun(int exitCode, List<String> out, List<String> err) {

  /** The repository's folder. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  static CommandLineRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new CommandLineRun(exitCode, lines(out), lines(err));
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
