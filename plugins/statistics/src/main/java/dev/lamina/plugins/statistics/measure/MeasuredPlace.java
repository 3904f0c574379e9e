package dev.lamina.plugins.statistics.measure;

import dev.lamina.api.analysis.Metric;
import dev.lamina.api.model.Component;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A layer of a component, or all its layers together, with the statistics there.
 *
 * @param layer the block; empty for all together
 */
public record MeasuredPlace(Component component, OptionalInt layer, GroupStatistics statistics) {

  /** Every layer of the component, then all together. */
  public static Stream<MeasuredPlace> of(ComponentStatistics measured) {
    Component component = measured.component();
    Stream<MeasuredPlace> layers =
        IntStream.range(0, measured.layers().size())
            .mapToObj(
                i ->
                    new MeasuredPlace(
                        component,
                        OptionalInt.of(measured.layers().get(i)),
                        measured.byLayer().get(i)));
    return Stream.concat(
        layers,
        Stream.of(new MeasuredPlace(component, OptionalInt.empty(), measured.overLayers())));
  }

  /**
   * A number of this place, named {@code NAME} at a layer and {@code NAME.overall} over all layers,
   * so that trackers keep the two apart.
   */
  public Metric metric(String name, double value) {
    String full = layer.isPresent() ? name : name + ".overall";
    return new Metric(Optional.of(component), layer, "", full, value);
  }

  /** The layer in a table; empty for all together. */
  public Object layerCell() {
    return layer.isPresent() ? (Object) layer.getAsInt() : "";
  }
}
