package dev.lamina.engine.sample;

import dev.lamina.api.tracking.Publication;
import dev.lamina.api.tracking.PublishableRun;
import dev.lamina.api.tracking.Tracker;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** A place that keeps nothing. */
public final class SampleTracker implements Tracker {

  private final Config config;

  @Inject
  SampleTracker(Config config) {
    this.config = config;
  }

  /** Keys of {@code mlflow}. */
  public record Config(Optional<String> uri, Optional<String> experiment) {}

  @Override
  public String destination() {
    return config.uri().orElse("nowhere");
  }

  @Override
  public Publication publish(PublishableRun run) {
    return new Publication(destination(), List.of());
  }
}
