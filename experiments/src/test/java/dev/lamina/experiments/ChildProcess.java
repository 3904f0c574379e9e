package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.cli.Main;
import dev.lamina.engine.journal.Event;
import dev.lamina.engine.journal.Journal;
import dev.lamina.engine.journal.RunCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Lamina in a process of its own, with all plugins; killed at the end if it still runs. */
final class ChildProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a command line.
   *
   * @param folder an existing one, where its output goes
   * @param options of the Java virtual machine
   */
  static ChildProcess start(Path folder, List<String> options, String... arguments)
      throws IOException {
    return start(folder, options, Map.of(), arguments);
  }

  /**
   * Starts a command line with environment variables of its own.
   *
   * @param folder an existing one, where its output goes
   * @param options of the Java virtual machine
   * @param variables beside those of this process
   */
  static ChildProcess start(
      Path folder, List<String> options, Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(variables);
    return new ChildProcess(builder.start(), out, err);
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /**
   * Waits until a run of this process has journalled an event; returns the run's folder.
   *
   * @param runs the folder of its runs
   */
  Path await(Path runs, Predicate<Event> wanted, long seconds) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - deadline < 0 && isRunning()) {
      for (Path run : new RunCatalog(runs).folders()) {
        if (Journal.read(run.resolve("journal.jsonl")).stream()
            .map(Journal.Entry::event)
            .anyMatch(wanted)) {
          return run;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    throw new AssertionError("it did not come; " + out() + err());
  }

  /** Sends a signal: {@code INT}. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).as("kill -%s", name).isZero();
  }

  /** Waits for its end. */
  int exitCode() throws IOException, InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", err()).isTrue();
    return process.exitValue();
  }

  /** The lines of standard output so far. */
  List<String> out() throws IOException {
    return Files.readAllLines(out);
  }

  /** The lines of standard error so far. */
  List<String> err() throws IOException {
    return Files.readAllLines(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
