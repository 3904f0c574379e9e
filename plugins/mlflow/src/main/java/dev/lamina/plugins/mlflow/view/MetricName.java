package dev.lamina.plugins.mlflow.view;

/**
 * A metric's key in parts, {@code ANALYSIS/COMPONENT/METRIC.GROUP}.
 *
 * @param analysis empty if the key has one part only
 * @param component empty if the metric is about no component
 * @param metric without its group
 * @param group {@code label=value}; empty for all prompts
 */
record MetricName(String key, String analysis, String component, String metric, String group) {

  static MetricName of(String key) {
    int first = key.indexOf('/');
    // a slash after the first "=" belongs to the group's value
    int equals = key.indexOf('=');
    int last = equals < 0 ? key.lastIndexOf('/') : key.lastIndexOf('/', equals);
    String analysis = first < 0 ? "" : key.substring(0, first);
    String component = first < last ? key.substring(first + 1, last) : "";
    String name = key.substring(last + 1);
    int label = name.indexOf('=');
    int dot = label < 0 ? -1 : name.lastIndexOf('.', label);
    return dot < 0
        ? new MetricName(key, analysis, component, name, "")
        : new MetricName(key, analysis, component, name.substring(0, dot), name.substring(dot + 1));
  }

  /** An end of an interval around another metric. */
  boolean isBound() {
    return metric.endsWith(".low") || metric.endsWith(".high");
  }

  /** The best value over the layers, or the layer that has it. */
  boolean isBest() {
    return metric.endsWith(".best") || metric.startsWith("best_");
  }
}
