package dev.lamina.plugins.statistics.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.statistics.Studies;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {

  @Test
  void equalsScipys() {
    JsonNode reference = Studies.reference().get("benjamini_hochberg");

    assertThat(BenjaminiHochberg.adjust(doubles(reference.get("p"))))
        .containsExactly(doubles(reference.get("adjusted")), within(1e-15));
  }

  @Test
  void leavesASingleTestAlone() {
    assertThat(BenjaminiHochberg.adjust(new double[] {0.03})).containsExactly(0.03);
  }

  private static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }
}
