package dev.lamina.engine.journal;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a number measures, whatever the run.
 *
 * @param component empty if it is about none
 * @param group empty for all prompts
 */
public record MetricKey(String analysis, String component, String group, String name) {

  /** What a number that was found measures. */
  public static MetricKey of(Event.MetricFound found) {
    return new MetricKey(found.analysis(), found.component(), found.group(), found.name());
  }

  /** As in MLflow: {@code linear-probe/resid_post/accuracy.best}. */
  @Override
  public String toString() {
    String key =
        Stream.of(analysis, component, name)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("/"));
    return group.isEmpty() ? key : key + "." + group;
  }
}
