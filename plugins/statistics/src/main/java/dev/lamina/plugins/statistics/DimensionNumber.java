package dev.lamina.plugins.statistics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number about the dimension of a layer.
 *
 * @param id in metrics and tables
 * @param name in figures; empty for what is not drawn beside the others
 * @param highest whether its largest value over the layers is told
 */
record DimensionNumber(
    String id, String name, boolean highest, ToDoubleFunction<LayerDimension> value) {

  static final DimensionNumber PARTICIPATION_RATIO =
      new DimensionNumber(
          "participation_ratio",
          "participation ratio",
          true,
          of -> of.spectrum().participationRatio());

  static final DimensionNumber TWO_NN =
      new DimensionNumber("two_nn", "TwoNN", true, LayerDimension::twoNearest);

  /** All of them, in the order of columns. */
  static final List<DimensionNumber> ALL =
      List.of(
          new DimensionNumber("explained.1", "", false, of -> of.spectrum().shares()[0]),
          dimensions("dimensions.90", "90% of variance", 0.9),
          dimensions("dimensions.95", "", 0.95),
          dimensions("dimensions.99", "", 0.99),
          PARTICIPATION_RATIO,
          TWO_NN);

  private static DimensionNumber dimensions(String id, String name, double share) {
    return new DimensionNumber(id, name, false, of -> of.spectrum().dimensions(share));
  }

  double of(LayerDimension layer) {
    return value.applyAsDouble(layer);
  }
}
