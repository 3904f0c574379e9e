package dev.lamina.engine.plugin;

/** What a component is. */
public enum Kind {
  MODEL("model", "models"),
  DATASET("dataset", "datasets"),
  EXTRACTOR("extractor", "extractors"),
  ANALYSIS("analysis", "analyses"),
  COMPARISON("comparison", "comparisons"),
  TRACKER("tracker", "trackers"),
  RENDERER("renderer", "renderers"),
  DASHBOARD("dashboard", "dashboards");

  private final String word;
  private final String plural;

  Kind(String word, String plural) {
    this.word = word;
    this.plural = plural;
  }

  /** One of them: {@code analysis}. */
  public String word() {
    return word;
  }

  /** {@code an analysis}. */
  public String indefinite() {
    return ("ae".indexOf(word.charAt(0)) < 0 ? "a " : "an ") + word;
  }

  /** Several, as {@code lamina list} has it: {@code analyses}. */
  public String plural() {
    return plural;
  }

  /** Whether {@code lamina list} shows them by themselves; the others are Lamina's own. */
  public boolean isListed() {
    return this != RENDERER && this != DASHBOARD && this != COMPARISON;
  }
}
