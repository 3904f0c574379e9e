package dev.lamina.plugins.statistics;

import dev.lamina.api.activation.Matrix;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.spectrum.Spectrum;
import dev.lamina.plugins.statistics.spectrum.TwoNearest;

/** Over how many dimensions a layer's rows spread. */
record LayerDimension(Component component, int layer, Spectrum spectrum, double twoNearest) {

  static LayerDimension of(Component component, int layer, Matrix matrix, int[] rows) {
    return new LayerDimension(
        component, layer, Spectrum.of(matrix, rows), TwoNearest.dimension(matrix, rows));
  }
}
