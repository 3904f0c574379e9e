package dev.lamina.plugins.transformers.source.hub.http;

import java.time.Duration;
import java.util.Optional;

/** Why a model cannot be had from the hub, in a sentence for the user that says what to do. */
public final class HubException extends Exception {

  /** Whether asking again can help. */
  public enum Kind {
    /** It may be over in a moment. */
    PASSING,
    /** The same request fails again. */
    LASTING,
    /** The model is there, but not this revision of it. */
    NO_SUCH_REVISION
  }

  private final String sentence;
  private final Kind kind;
  private final Optional<Duration> wait;

  private HubException(String sentence, Kind kind, Optional<Duration> wait) {
    super(sentence);
    this.sentence = sentence;
    this.kind = kind;
    this.wait = wait;
  }

  /** A failure of a kind. */
  public static HubException of(Kind kind, String sentence) {
    return new HubException(sentence, kind, Optional.empty());
  }

  /** A failure that is the same next time. */
  public static HubException lasting(String sentence) {
    return of(Kind.LASTING, sentence);
  }

  /** A failure that may be over in a moment. */
  public static HubException passing(String sentence) {
    return of(Kind.PASSING, sentence);
  }

  /** A failure that is over after a time that the server told. */
  static HubException passing(String sentence, Optional<Duration> wait) {
    return new HubException(sentence, Kind.PASSING, wait);
  }

  /** What to tell, without a final period. */
  public String sentence() {
    return sentence;
  }

  /** Whether asking again can help. */
  public Kind kind() {
    return kind;
  }

  /** How long the server wants to be left alone, if it told. */
  Optional<Duration> askedWait() {
    return wait;
  }
}
