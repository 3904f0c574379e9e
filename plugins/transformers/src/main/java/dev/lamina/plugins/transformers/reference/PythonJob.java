package dev.lamina.plugins.transformers.reference;

import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Environment;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run of a Python program in a temporary folder of its own. Closing it ends the program and
 * removes the folder; so does the end of this process.
 */
final class PythonJob implements AutoCloseable {

  /** The environment variable that names the interpreter. */
  static final String VARIABLE = "LAMINA_PYTHON";

  private static final long KILL_SECONDS = 5;

  private final String interpreter;
  private final Duration patience;
  private final Path folder;
  private final Thread atExit = new Thread(this::end, "python-stop");
  private Optional<Process> process = Optional.empty();
  private boolean ended;

  private PythonJob(String interpreter, Duration patience, Path folder) {
    this.interpreter = interpreter;
    this.patience = patience;
    this.folder = folder;
  }

  /**
   * Makes the folder.
   *
   * @param patience how long the program may run
   */
  static PythonJob open(Environment environment, Duration patience) throws IOException {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    String interpreter =
        environment
            .get(VARIABLE)
            .filter(name -> !name.isBlank())
            .orElse(windows ? "python" : "python3");
    PythonJob job =
        new PythonJob(interpreter, patience, Files.createTempDirectory("lamina-python"));
    Runtime.getRuntime().addShutdownHook(job.atExit);
    return job;
  }

  /** Where it runs, and where its files go. */
  Path folder() {
    return folder;
  }

  /**
   * Runs a program to its end.
   *
   * @param arguments the program's file, and what it is given
   * @return the last line that it printed
   * @throws IOException with one sentence, if it does not succeed
   */
  String run(List<String> arguments) throws IOException {
    Process running = start(arguments);
    try {
      OutputTail out = OutputTail.of(running.getInputStream());
      OutputTail err = OutputTail.of(running.getErrorStream());
      if (!running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "%s did not end within %s and was stopped; give fewer or shorter prompts"
                .formatted(Quoted.bare(interpreter), words(patience)));
      }
      if (running.exitValue() != 0) {
        throw PythonFailure.of(interpreter, running.exitValue(), err.lastLine());
      }
      return out.lastLine();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while Python was running");
    }
  }

  private synchronized Process start(List<String> arguments) throws IOException {
    if (ended) {
      throw new InterruptedIOException("stopped before Python was started");
    }
    List<String> command = new ArrayList<>(List.of(program()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    prepare(builder.environment());
    try {
      Process started = builder.start();
      process = Optional.of(started);
      started.getOutputStream().close();
      return started;
    } catch (IOException e) {
      throw PythonFailure.notStarted(interpreter, e);
    }
  }

  /** A path is relative to where Lamina was started, not to the folder that Python runs in. */
  private String program() {
    return interpreter.contains("/") || interpreter.contains(File.separator)
        ? new File(interpreter).getAbsolutePath()
        : interpreter;
  }

  /** The model's files are here: nothing may be fetched, and no secret is needed. */
  private static void prepare(Map<String, String> environment) {
    environment.remove("HF_TOKEN");
    environment.remove("HUGGING_FACE_HUB_TOKEN");
    environment.put("HF_HUB_OFFLINE", "1");
    environment.put("TRANSFORMERS_OFFLINE", "1");
    environment.put("PYTHONIOENCODING", "utf-8");
    environment.put("TOKENIZERS_PARALLELISM", "false");
  }

  private static String words(Duration duration) {
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " seconds";
  }

  /** Stops the program and its children, and removes the folder. */
  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    process.ifPresent(PythonJob::kill);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      folder.toFile().deleteOnExit(); // a file that is still open, where systems mind
    }
  }

  private static void kill(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, KILL_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the program is ending, and the hook has run or will find nothing to do
    }
  }
}
