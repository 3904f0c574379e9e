package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import org.junit.jupiter.api.Test;

class ResampledTestTest {

  /** Student's distribution is scipy's. */
  @Test
  void equalsTheFormula() {
    for (JsonNode of : Reference.of("resampled_tests")) {
      double[] accuracies = Reference.doubles(of.get("accuracies"));
      double found = ResampledTest.pValue(accuracies, of.get("chance").asDouble(), 1_000_000);

      assertThat(found).isCloseTo(of.get("p").asDouble(), within(1e-9));
    }
  }

  /** Five folds of ten prompts that are all right may have been lucky. */
  @Test
  void equalFoldsAreNotCertain() {
    double[] perfect = {1, 1, 1, 1, 1};

    assertThat(ResampledTest.pValue(perfect, 0.5, 50)).isBetween(1e-7, 1e-2);
    assertThat(ResampledTest.pValue(perfect, 0.97, 50)).isGreaterThan(0.05);
    assertThat(ResampledTest.pValue(new double[] {0.5, 0.5}, 0.5, 50)).isEqualTo(0.5);
  }
}
