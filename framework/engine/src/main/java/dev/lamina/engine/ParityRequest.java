package dev.lamina.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which model to check, and how.
 *
 * @param model a name or source, as a spec's {@code model}
 * @param settings further keys of it, {@code key=value}
 * @param prompts a text file, a prompt a line; without it, Lamina's own prompts are taken
 * @param against the other implementation to compare with
 */
public record ParityRequest(
    String model, List<String> settings, Optional<Path> prompts, Optional<String> against) {

  public ParityRequest {
    settings = List.copyOf(settings);
  }
}
