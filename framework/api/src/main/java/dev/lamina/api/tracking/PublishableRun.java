package dev.lamina.api.tracking;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run, as its journal has it. One that is under way has what it found so far.
 *
 * @param id the run's own id, {@code 20261123T140502-k3x9ab}
 * @param name short and distinct, for lists and legends
 * @param experiment the name of the experiment it belongs to unless the tracker says otherwise
 * @param parent the id of the run that it is a child of, which is published before
 * @param params what a person chose or what identifies the run, main ones first
 * @param tags further text about the run, e.g. {@code lamina.run_id}
 * @param note Markdown: the question, the headline results, a table
 * @param metrics every number, summary metrics first, with the journal's timestamps
 * @param dataset what it ran on
 * @param ended when it ended, or last did something
 * @param artifacts files below {@code folder}
 * @param memory a folder in which a tracker may keep how far it has come with this run, in files of
 *     its own; made by who writes first. Without it nothing is lost but time.
 */
public record PublishableRun(
    String id,
    String name,
    String experiment,
    Optional<String> parent,
    State state,
    Instant started,
    Instant ended,
    Map<String, String> params,
    Map<String, String> tags,
    String note,
    List<LoggedMetric> metrics,
    Optional<DatasetInput> dataset,
    Path folder,
    List<Artifact> artifacts,
    Path memory) {

  public PublishableRun {
    metrics = List.copyOf(metrics);
    artifacts = List.copyOf(artifacts);
  }

  /** How a run ended, or that it has not. */
  public enum State {
    RUNNING,
    FINISHED,
    FAILED,
    INTERRUPTED
  }

  /**
   * A number.
   *
   * @param key {@code ANALYSIS/COMPONENT/METRIC.GROUP}
   * @param step the layer, or 0
   * @param timestamp as in the journal: part of the number's identity
   */
  public record LoggedMetric(String key, long step, Instant timestamp, double value) {}

  /**
   * A file of the run.
   *
   * @param path relative to the run's folder, with slashes
   * @param timestamp when it was written, as in the journal
   */
  public record Artifact(String path, long size, String sha256, Instant timestamp) {}

  /**
   * A data set.
   *
   * @param digest the first characters of its SHA-256
   * @param source where it came from
   * @param rows number of prompts
   */
  public record DatasetInput(String name, String digest, String source, long rows) {}
}
