package dev.lamina.plugins.mlflow.server;

import dev.lamina.api.problem.Quoted;
import dev.lamina.api.service.Environment;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How MLflow is started on this machine.
 *
 * @param words the beginning of the command line
 * @param version what it says of itself
 */
record MlflowCommand(List<String> words, String version) {

  private static final String GET_IT =
      "get it with pip install mlflow, or install uv (https://docs.astral.sh/uv), which fetches it";
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\w+)*");
  private static final int OLDEST_MAJOR = 2;
  private static final int OLDEST_MINOR = 10;
  private static final long ANSWER_SECONDS = 60;

  /** uvx downloads MLflow and its dependencies the first time. */
  private static final long DOWNLOAD_SECONDS = 600;

  /**
   * A way to start MLflow.
   *
   * @param seconds in which it says its version
   */
  private record Candidate(List<String> words, long seconds) {}

  /** What a candidate said when it was asked for its version. */
  private record Answer(int exitCode, String text) {}

  /**
   * Finds the first that works of {@code mlflow}, {@code python3 -m mlflow} and {@code uvx mlflow}.
   *
   * @param scratch takes what they print
   * @throws IOException with one sentence: what is missing and how to get it
   */
  static MlflowCommand find(Environment environment, Path scratch) throws IOException {
    List<String> shortcomings = new ArrayList<>();
    for (Candidate candidate : candidates(environment)) {
      Answer answer = ask(candidate, scratch);
      Matcher version = VERSION.matcher(answer.text());
      String program = String.join(" ", candidate.words());
      if (answer.exitCode() != 0 || !version.find()) {
        if (!answer.text().contains("No module named mlflow")) {
          shortcomings.add("%s does not work (%s)".formatted(program, lastLine(answer.text())));
        }
      } else if (isTooOld(version)) {
        shortcomings.add(
            "%s is MLflow %s, and %d.%d is the oldest that works"
                .formatted(program, version.group(), OLDEST_MAJOR, OLDEST_MINOR));
      } else {
        return new MlflowCommand(candidate.words(), version.group());
      }
    }
    throw new IOException(
        shortcomings.isEmpty()
            ? "MLflow is not installed: " + GET_IT
            : "no usable MLflow: " + String.join("; ", shortcomings) + "; " + GET_IT);
  }

  private static boolean isTooOld(Matcher version) {
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR);
  }

  private static List<Candidate> candidates(Environment environment) {
    Optional<Candidate> installed =
        onPath("mlflow", environment).map(path -> new Candidate(List.of(path), ANSWER_SECONDS));
    Optional<Candidate> module =
        onPath("python3", environment)
            .or(() -> onPath("python", environment))
            .map(path -> new Candidate(List.of(path, "-m", "mlflow"), ANSWER_SECONDS));
    Optional<Candidate> fetched =
        onPath("uvx", environment)
            .map(path -> new Candidate(List.of(path, "mlflow"), DOWNLOAD_SECONDS));
    return Stream.of(installed, module, fetched).flatMap(Optional::stream).toList();
  }

  private static Optional<String> onPath(String program, Environment environment) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    String fileName = windows ? program + ".exe" : program;
    return Stream.of(environment.get("PATH").orElse("").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> new File(folder, fileName))
        .filter(file -> file.isFile() && file.canExecute())
        .map(File::getAbsolutePath)
        .findFirst();
  }

  private static Answer ask(Candidate candidate, Path scratch) throws IOException {
    List<String> command = new ArrayList<>(candidate.words());
    command.add("--version");
    Path output = Files.createTempFile(scratch, ".version", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(candidate.seconds(), TimeUnit.SECONDS)) {
        ProcessTree.of(process.toHandle()).end();
        return new Answer(-1, "no answer");
      }
      return new Answer(
          process.exitValue(),
          new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static String lastLine(String text) {
    return text.isEmpty() ? "no output" : Quoted.bare(text.substring(text.lastIndexOf('\n') + 1));
  }
}
