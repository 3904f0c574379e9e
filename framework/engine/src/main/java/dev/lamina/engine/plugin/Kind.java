package dev.lamina.engine.plugin;

import dev.lamina.api.analysis.Analysis;
import dev.lamina.api.comparison.Comparison;
import dev.lamina.api.figure.FigureRenderer;
import dev.lamina.api.model.Extractor;
import dev.lamina.api.model.Model;
import dev.lamina.api.prompt.Dataset;
import dev.lamina.api.tracking.Dashboard;
import dev.lamina.api.tracking.Tracker;
import java.util.Arrays;
import java.util.Optional;

/** What a component is. */
public enum Kind {
  MODEL("model", "models", Model.class),
  DATASET("dataset", "datasets", Dataset.class),
  EXTRACTOR("extractor", "extractors", Extractor.class),
  ANALYSIS("analysis", "analyses", Analysis.class),
  COMPARISON("comparison", "comparisons", Comparison.class),
  TRACKER("tracker", "trackers", Tracker.class),
  RENDERER("renderer", "renderers", FigureRenderer.class),
  DASHBOARD("dashboard", "dashboards", Dashboard.class);

  private final String word;
  private final String plural;
  private final Class<?> type;

  Kind(String word, String plural, Class<?> type) {
    this.word = word;
    this.plural = plural;
    this.type = type;
  }

  /** The kind of components that are a type: {@code Dataset.class}. */
  public static Optional<Kind> of(Class<?> type) {
    return Arrays.stream(values()).filter(kind -> kind.type == type).findFirst();
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
