package dev.lamina.engine.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * Something that happened in a run. Each is one line of {@code journal.jsonl}; its record's
 * components are the line's members, beside {@code event} (the kind) and {@code at} (UTC,
 * milliseconds).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Started.class, name = "started"),
  @JsonSubTypes.Type(value = Event.Param.class, name = "param"),
  @JsonSubTypes.Type(value = Event.Tag.class, name = "tag"),
  @JsonSubTypes.Type(value = Event.Input.class, name = "input"),
  @JsonSubTypes.Type(value = Event.StageBegan.class, name = "stage-began"),
  @JsonSubTypes.Type(value = Event.StageEnded.class, name = "stage-ended"),
  @JsonSubTypes.Type(value = Event.MetricFound.class, name = "metric"),
  @JsonSubTypes.Type(value = Event.Headline.class, name = "headline"),
  @JsonSubTypes.Type(value = Event.AnalysisBegan.class, name = "analysis-began"),
  @JsonSubTypes.Type(value = Event.AnalysisEnded.class, name = "analysis-ended"),
  @JsonSubTypes.Type(value = Event.ArtifactWritten.class, name = "artifact"),
  @JsonSubTypes.Type(value = Event.Warned.class, name = "warning"),
  @JsonSubTypes.Type(value = Event.Case.class, name = "case"),
  @JsonSubTypes.Type(value = Event.CaseBegan.class, name = "case-began"),
  @JsonSubTypes.Type(value = Event.CaseEnded.class, name = "case-ended"),
  @JsonSubTypes.Type(value = Event.Published.class, name = "published"),
  @JsonSubTypes.Type(value = Event.Outlined.class, name = "outlined"),
  @JsonSubTypes.Type(value = Event.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = Event.Resumed.class, name = "resumed")
})
public sealed interface Event {

  /**
   * The run began.
   *
   * @param analyses the analyses' ids in the spec's order
   */
  record Started(String id, String name, String description, List<String> analyses)
      implements Event {}

  /** A choice of the resolved spec, flattened. */
  record Param(String key, String value) implements Event {}

  /** A fact about the run. */
  record Tag(String key, String value) implements Event {}

  /** The data set. */
  record Input(String name, String digest, String source, long rows) implements Event {}

  /** A stage began. */
  record StageBegan(String stage) implements Event {}

  /**
   * A stage ended.
   *
   * @param peakMemory the process's peak resident memory so far, bytes; 0 if unknown
   */
  record StageEnded(String stage, double seconds, long peakMemory) implements Event {}

  /**
   * An analysis found a number.
   *
   * @param component empty if it is about none
   * @param layer empty if it is about none
   * @param value as {@link Double#toString}: JSON has no NaN and no infinities
   */
  record MetricFound(
      String analysis, String component, String layer, String group, String name, String value)
      implements Event {

    /** The value as a number. */
    public double number() {
      return Double.parseDouble(value);
    }
  }

  /** An analysis stated a result. */
  record Headline(String analysis, int importance, String sentence) implements Event {}

  /** An analysis begins; what it found in an earlier attempt counts no more. */
  record AnalysisBegan(String analysis) implements Event {}

  /** An analysis has found all that it finds. */
  record AnalysisEnded(String analysis) implements Event {}

  /** A file of the run folder is complete. */
  record ArtifactWritten(String path, long size, String sha256) implements Event {}

  /** Something that the person should know. */
  record Warned(String message) implements Event {}

  /**
   * A case of a sweep.
   *
   * @param number its place in the sweep, from 1
   * @param name what tells it from the others
   * @param choices what it varies: values by key path
   */
  record Case(int number, String name, Map<String, String> choices) implements Event {}

  /**
   * A child run of a sweep has its folder.
   *
   * @param number of the case
   * @param run the child's id
   */
  record CaseBegan(int number, String run) implements Event {}

  /** A child run of a sweep ended. */
  record CaseEnded(int number, RunState state) implements Event {}

  /** The run was published; if that was before its end, in part. */
  record Published(String destination, String link) implements Event {}

  /**
   * What a list of runs shows, once more before the end, so that it need not be looked for.
   *
   * @param started when the run began, UTC
   * @param paused milliseconds between being stopped and going on
   * @param metrics those without layer and group by {@link MetricKey}, the most important first, as
   *     {@link Double#toString}
   */
  record Outlined(
      String started,
      long paused,
      String id,
      String name,
      Map<String, String> tags,
      Map<String, String> metrics)
      implements Event {}

  /** The run ended. */
  record Ended(RunState state, String reason) implements Event {}

  /** A run that had ended, or was killed, goes on. */
  record Resumed() implements Event {}
}
