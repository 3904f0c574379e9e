package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  /** The Brier score is scikit-learn's, the calibration error numpy's. */
  @Test
  void equalsTheReference() {
    JsonNode of = Reference.of("calibration");
    Calibration found =
        Calibration.of(Reference.doubles(of.get("decisions")), Reference.ints(of.get("labels")));

    assertThat(found.brier()).isCloseTo(of.get("brier").asDouble(), within(1e-12));
    assertThat(found.ece()).isCloseTo(of.get("ece").asDouble(), within(1e-12));
  }

  @Test
  void certaintyIsRightOrWrong() {
    double[] sure = {1000, -1000};

    assertThat(Calibration.of(sure, new int[] {0, 1})).isEqualTo(new Calibration(0, 0));
    assertThat(Calibration.of(sure, new int[] {1, 0})).isEqualTo(new Calibration(1, 1));
  }
}
