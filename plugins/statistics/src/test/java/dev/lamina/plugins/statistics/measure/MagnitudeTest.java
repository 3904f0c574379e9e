package dev.lamina.plugins.statistics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.activation.Activations;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.Studies;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MagnitudeTest {

  @ParameterizedTest
  @EnumSource
  void equalsNumpys(Magnitude magnitude) {
    for (Component component : Studies.ofReference().design().components()) {
      Activations activations = Studies.ofReference().activations(component);
      JsonNode expected =
          Studies.reference()
              .at("/components/" + component + "/magnitudes")
              .get(magnitude.name().toLowerCase(Locale.ROOT));
      for (int layer : activations.layers()) {
        double[] actual = magnitude.ofRows(activations.layer(layer));
        for (int row = 0; row < actual.length; row++) {
          double value = expected.get(row).get(layer).doubleValue();
          assertThat(actual[row]).isCloseTo(value, within(1e-10 * Math.abs(value)));
        }
      }
    }
  }
}
