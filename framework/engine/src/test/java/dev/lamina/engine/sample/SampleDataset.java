package dev.lamina.engine.sample;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Nested;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.prompt.Prompts;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A data set without prompts. */
public final class SampleDataset implements Dataset {

  @Inject
  SampleDataset() {}

  /** Keys of {@code facts}. */
  public record Config(@Doc("Own facts.") Optional<Path> file) {}

  /** Keys of {@code csv} and {@code jsonl}. */
  public record FileConfig(
      @Doc("The file.") Path file,
      @Doc("The column that holds the prompts.") Optional<String> text,
      @Doc("New names for labels.") @Default("{}") Map<String, String> labels) {}

  /** Keys of {@code both}. */
  public record Both(
      @Doc("Data sets.") List<Nested<Dataset>> sets,
      @Doc("Another.") Optional<Nested<Dataset>> other) {}

  @Override
  public Prompts load(Problems problems) {
    return new Prompts(List.of(), Map.of(), Optional.empty());
  }
}
