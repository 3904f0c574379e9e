package dev.lamina.plugins.statistics.comparison;

import dev.lamina.api.model.Component;
import java.util.Locale;

/** The number that curves are of. */
record CurveSubject(String analysis, Component component, String metric) {

  String title() {
    return "%s of %s, %s".formatted(metric, analysis, component);
  }

  /** Of its figure. */
  String figure() {
    return "%s.%s.%s".formatted(analysis.toLowerCase(Locale.ROOT), component, metric);
  }

  /** Of its metrics, so that two analyses with the same one are told apart. */
  String prefix() {
    return analysis + "." + metric;
  }
}
