package dev.lamina.plugins.mlflow.server;

import dev.lamina.api.config.Doc;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Environment;
import dev.lamina.api.tracking.Dashboard;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Starts MLflow's server on this machine, over a database in a folder, or finds it running. */
@Doc("MLflow's own user interface, started on this machine over a database in the runs folder.")
public final class MlflowDashboard implements Dashboard {

  private static final int FIRST_PORT = 5000;
  private static final int PORTS = 100;
  private static final long PATIENCE_SECONDS = 90;
  private static final long POLL_MILLIS = 150;

  /** A server may be as busy before it is called dead: a second one would use the same database. */
  private static final Duration BUSY = Duration.ofSeconds(20);

  private static final int LOG_LINES = 4;

  private final Environment environment;

  @Inject
  public MlflowDashboard(Environment environment) {
    this.environment = environment;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The folder holds {@code mlflow.db}, {@code artifacts}, {@code server.log} and {@code
   * server.json}. Closing the server stops every process it consists of if it was started here.
   */
  @Override
  public Server start(Path folder) throws IOException {
    Path home = Files.createDirectories(folder.toAbsolutePath().normalize());
    try (FileChannel lock =
        FileChannel.open(
            home.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock(); // until the other who starts one is done; released with the channel
      Health health = new Health();
      Optional<Server> running = running(home, health);
      return running.isPresent() ? running.get() : startIn(home, health);
    } catch (OverlappingFileLockException e) {
      throw new IOException("an MLflow server is being started in " + home + " already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while MLflow was starting");
    }
  }

  /** The server that runs already; one whose Lamina was killed becomes this one's. */
  private static Optional<Server> running(Path home, Health health)
      throws IOException, InterruptedException {
    Optional<ServerState> state = ServerState.read(home);
    Optional<ProcessHandle> process = state.flatMap(known -> known.server().process());
    if (state.isEmpty() || process.isEmpty()) {
      return Optional.empty();
    }
    if (!health.answers(state.get().address(), BUSY)) {
      throw new IOException(
          "MLflow %s runs over %s (process %d) but does not answer at %s: end that process and try again"
              .formatted(state.get().version(), home, process.get().pid(), state.get().address()));
    }
    if (state.get().owner().process().isPresent()) {
      return Optional.of(new LocalServer(state.get(), process.get(), Optional.empty()));
    }
    ServerState own = ServerState.of(process.get(), state.get().port(), state.get().version());
    own.write(home);
    return Optional.of(
        new LocalServer(
            own, process.get(), Optional.of(stoppingAtTheEnd(home, process.get(), own))));
  }

  private Server startIn(Path home, Health health) throws IOException, InterruptedException {
    MlflowCommand mlflow = MlflowCommand.find(environment, home);
    for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
      if (Health.isFree(port)) {
        Process process = launch(mlflow, home, port);
        ServerState state = ServerState.of(process.toHandle(), port, mlflow.version());
        Runnable stop = stoppingAtTheEnd(home, process.toHandle(), state);
        try {
          awaitHealth(health, state, process, home);
          state.write(home);
          return new LocalServer(state, process.toHandle(), Optional.of(stop));
        } catch (IOException | InterruptedException e) {
          stop.run();
          if (e instanceof InterruptedException || Health.isFree(port)) {
            throw e;
          } // otherwise something else took the port meanwhile
        }
      }
    }
    throw new IOException("no free port from " + FIRST_PORT + " on for MLflow");
  }

  /**
   * How the server is stopped; that happens even if nobody does it, so that no process outlives
   * Lamina.
   */
  private static Runnable stoppingAtTheEnd(Path home, ProcessHandle process, ServerState state) {
    Thread hook = new Thread(() -> ProcessTree.of(process).end(), "mlflow-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> stop(home, process, state, hook);
  }

  /** Paths are relative to the folder, which may hold characters that a URI does not take. */
  private static Process launch(MlflowCommand mlflow, Path home, int port) throws IOException {
    List<String> command = new ArrayList<>(mlflow.words());
    command.addAll(
        List.of(
            "server",
            "--backend-store-uri",
            "sqlite:///mlflow.db",
            "--artifacts-destination",
            "./artifacts",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--workers",
            "1"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("server.log").toFile());
    // Eight more processes for scheduled jobs, 1 GiB, that a folder of runs has no use for.
    builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    // Which server to talk to, and the password for it, are not this server's business.
    builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_TRACKING_"));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static void awaitHealth(Health health, ServerState state, Process process, Path home)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!health.answers(state.address())) {
      if (hasEnded(process)) {
        throw new IOException(
            "MLflow %s ended with exit code %d instead of starting: %s (all of it is in %s)"
                .formatted(
                    state.version(),
                    process.exitValue(),
                    lastLines(home),
                    home.resolve("server.log")));
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "MLflow %s does not answer at %s after %d s: %s (all of it is in %s)"
                .formatted(
                    state.version(),
                    state.address(),
                    PATIENCE_SECONDS,
                    lastLines(home),
                    home.resolve("server.log")));
      }
    }
  }

  private static boolean hasEnded(Process process) throws InterruptedException {
    try {
      process.onExit().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String lastLines(Path home) throws IOException {
    byte[] log = Files.readAllBytes(home.resolve("server.log"));
    List<String> lines =
        new String(log, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? "it wrote nothing"
        : lines.stream()
            .skip(Math.max(0, lines.size() - LOG_LINES))
            .map(line -> Quoted.bare(line.strip()))
            .collect(Collectors.joining(" | "));
  }

  private static void stop(Path home, ProcessHandle process, ServerState state, Thread hook) {
    ProcessTree.of(process).end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the program is ending, and the hook with it
    }
    try {
      state.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
