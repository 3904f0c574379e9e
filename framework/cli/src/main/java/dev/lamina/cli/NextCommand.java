package dev.lamina.cli;

import dev.lamina.engine.publish.Unpublished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Commands that a person is told to type next, with the options of this one that they need to mean
 * the same runs.
 */
final class NextCommand {

  /** What no shell takes for anything but itself. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=,-]+");

  private NextCommand() {}

  /** Goes on with a run. */
  static String resume(LaminaCommand lamina, Path run) {
    return "lamina resume " + name(lamina, run) + options(lamina);
  }

  /** Why a run is not published, and what publishes it. */
  static String notPublished(LaminaCommand lamina, Unpublished left) {
    return "lamina: not published: %s; nothing is lost: publish the run later with lamina sync %s --to %s%s"
        .formatted(
            left.reason(), name(lamina, left.run()), quoted(left.destination()), options(lamina));
  }

  /** The run's id, or its folder if it lies elsewhere. */
  private static String name(LaminaCommand lamina, Path run) {
    try {
      Path runs = lamina.runs().toRealPath();
      Path folder = run.toRealPath();
      return folder.startsWith(runs) ? folder.getFileName().toString() : quoted(folder);
    } catch (IOException e) {
      return quoted(run); // gone meanwhile
    }
  }

  private static String options(LaminaCommand lamina) {
    String runs =
        lamina.runs().equals(Path.of(LaminaCommand.RUNS)) ? "" : " --runs " + quoted(lamina.runs());
    return runs + lamina.plugins().map(folder -> " --plugins " + quoted(folder)).orElse("");
  }

  private static String quoted(Path path) {
    return quoted(path.toString());
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
