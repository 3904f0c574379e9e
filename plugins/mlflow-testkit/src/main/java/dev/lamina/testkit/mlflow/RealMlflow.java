package dev.lamina.testkit.mlflow;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link MlflowReader} of a real MLflow server, started once for all classes. */
public final class RealMlflow implements BeforeAllCallback, ParameterResolver {

  private record RunningServer(Process process, Path folder, MlflowReader reader)
      implements AutoCloseable {

    @Override
    public void close() throws IOException {
      List<ProcessHandle> all =
          Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(handle -> handle.onExit().join());
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    assumeTrue(
        MlflowPython.command().isPresent(),
        "needs Python's mlflow: set LAMINA_MLFLOW_PYTHON to a Python that has it");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MlflowReader.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(RealMlflow.class))
        .getOrComputeIfAbsent("server", key -> start(), RunningServer.class)
        .reader();
  }

  private static RunningServer start() {
    try {
      Path folder = Files.createTempDirectory("lamina-mlflow");
      int port = freePort();
      List<String> command = new ArrayList<>(MlflowPython.command().orElseThrow());
      command.addAll(
          List.of("server", "--backend-store-uri", "sqlite:///mlflow.db", "--workers", "1"));
      command.addAll(List.of("--artifacts-destination", "./artifacts", "--host", "127.0.0.1"));
      command.addAll(List.of("--port", Integer.toString(port)));
      Path log = folder.resolve("server.log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
      Process process = builder.start();
      MlflowReader reader = new MlflowReader("http://127.0.0.1:" + port);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
      while (!reader.isThere()) {
        if (ended(process) || System.nanoTime() > end) {
          throw new IllegalStateException("MLflow did not start: " + Files.readString(log));
        }
      }
      return new RunningServer(process, folder, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean ended(Process process) {
    try {
      process.onExit().get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A port that nothing listens at. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
