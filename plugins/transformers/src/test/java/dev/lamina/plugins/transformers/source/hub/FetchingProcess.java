package dev.lamina.plugins.transformers.source.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that fetches acme/tiny as its environment says. */
final class FetchingProcess {

  private FetchingProcess() {}

  public static void main(String[] arguments) {
    System.out.println(Fetched.in(System.getenv(), "hf:acme/tiny").files().folder());
  }

  /** Starts the program; its two outputs come as one. */
  static Process start(List<String> options, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FetchingProcess.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(?i)HF_.*|.*_PROXY"));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }
}
