package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.model.Component;
import dev.lamina.api.service.Parallel;
import dev.lamina.plugins.statistics.group.Groups;
import java.util.List;

/**
 * The statistics of a component.
 *
 * @param layers the captured blocks, ascending
 * @param byLayer one a layer
 */
public record ComponentStatistics(
    Component component, List<Integer> layers, List<GroupStatistics> byLayer) {

  public ComponentStatistics {
    layers = List.copyOf(layers);
    byLayer = List.copyOf(byLayer);
  }

  /**
   * Measures every component of a study.
   *
   * @param groups groups that cover every prompt
   * @param sparsityThreshold in standard deviations of each layer
   */
  public static List<ComponentStatistics> measure(
      Study study, Groups groups, double sparsityThreshold, Parallel parallel) {
    List<Activations> components =
        study.design().components().stream().map(study::activations).toList();
    return parallel.map(
        components,
        activations ->
            new ComponentStatistics(
                activations.component(),
                activations.layers(),
                parallel.map(
                    activations.layers(),
                    layer ->
                        GroupStatistics.measure(activations, layer, groups, sparsityThreshold))));
  }

  /** The statistics of all layers together: every layer's entries and norms in one heap. */
  public GroupStatistics overLayers() {
    return byLayer.stream().reduce(GroupStatistics::merge).orElseThrow();
  }
}
