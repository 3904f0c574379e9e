package dev.lamina.plugins.statistics.distance;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.measure.Distance;
import java.util.Map;
import java.util.Optional;

/**
 * Distances within and between items at a layer.
 *
 * @param sameGroup for each distance its mean over pairs of different items of the same group, if
 *     groups were asked for
 */
record LayerSeparation(
    Component component,
    int layer,
    Map<Distance, Separation> separations,
    Optional<Map<Distance, Double>> sameGroup) {

  Separation of(Distance distance) {
    Separation found = separations.get(distance);
    if (found == null) {
      throw new IllegalArgumentException("not measured: " + distance);
    }
    return found;
  }
}
