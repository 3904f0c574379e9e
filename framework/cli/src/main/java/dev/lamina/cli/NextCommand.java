package dev.lamina.cli;

import dev.lamina.engine.publish.Unpublished;
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
    return "lamina resume " + run.getFileName() + options(lamina);
  }

  /** Why a run is not published, and what publishes it. */
  static String notPublished(LaminaCommand lamina, Unpublished left) {
    return "lamina: not published: %s; nothing is lost: publish the run later with lamina sync %s --to %s%s"
        .formatted(
            left.reason(), left.run().getFileName(), quoted(left.destination()), options(lamina));
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
