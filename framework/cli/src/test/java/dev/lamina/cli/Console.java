package dev.lamina.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What was printed to standard output and to standard error. */
public final class Console {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal = new Terminal(stream(out), stream(err));

  public Terminal terminal() {
    return terminal;
  }

  /** Runs a command line and returns its exit code. */
  public int run(String... arguments) {
    return Main.run(terminal.out(), terminal.err(), arguments);
  }

  public List<String> out() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  public List<String> err() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
