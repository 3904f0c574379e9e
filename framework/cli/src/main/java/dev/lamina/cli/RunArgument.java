package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.engine.journal.RunCatalog;
import dev.lamina.engine.problem.InvalidSpecException;
import java.io.IOException;
import java.nio.file.Path;

/** Finds the run that a word on the command line means. */
final class RunArgument {

  static final String DESCRIPTION =
      "A run: its id, the beginning of one, a name (its latest), NAME/ID, a folder, or 'latest'.";

  private RunArgument() {}

  static Path folder(LaminaCommand lamina, String word) throws IOException {
    try {
      return new RunCatalog(lamina.runs()).find(word);
    } catch (RunCatalog.NoSuchRunException e) {
      throw new InvalidSpecException(Location.COMMAND_LINE, String.valueOf(e.getMessage()));
    }
  }
}
