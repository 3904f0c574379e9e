package dev.lamina.cli;

import dev.lamina.api.problem.Location;
import dev.lamina.engine.Lamina;
import dev.lamina.engine.problem.InvalidSpecException;
import dev.lamina.engine.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a past run ran. */
final class PastSpec {

  static final String FILE = "resolved.yaml";

  private PastSpec() {}

  /**
   * Reads it.
   *
   * @throws InvalidSpecException if the run was stopped before it was written
   */
  static Spec read(Lamina engine, Path folder) {
    Path resolved = folder.resolve(FILE);
    if (!Files.exists(resolved)) {
      throw new InvalidSpecException(
          Location.COMMAND_LINE,
          "%s has no %s: it was deleted, or the run stopped before it computed anything; run its spec again"
              .formatted(folder, FILE));
    }
    return engine.read(resolved, List.of());
  }
}
