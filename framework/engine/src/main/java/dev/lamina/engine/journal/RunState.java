package dev.lamina.engine.journal;

import java.util.Locale;

/** How far a run is. */
public enum RunState {
  /** It has a journal without an end: it is running, or was killed. */
  UNFINISHED,
  FINISHED,
  FAILED,
  INTERRUPTED;

  /** The name in tables: {@code finished}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
