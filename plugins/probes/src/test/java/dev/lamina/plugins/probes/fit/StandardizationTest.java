package dev.lamina.plugins.probes.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StandardizationTest {

  @Test
  void onlyTrainingRowsAreMeasured() {
    float[][] rows = {{1}, {3}, {1000}};
    Standardization of = Standardization.of(rows, new int[] {0, 1});

    assertThat(of.mean()).containsExactly(2);
    assertThat(of.scale()).containsExactly(1); // sqrt(((1 - 2)^2 + (3 - 2)^2) / 2)
    of.apply(rows[0]);
    of.apply(rows[2]);
    assertThat(rows[0]).containsExactly(-1);
    assertThat(rows[2]).containsExactly(998);
  }

  @Test
  void aConstantFeatureIsOnlyShifted() {
    float[][] rows = {{0.1f, 1e8f}, {0.1f, 1e8f}, {0.1f, 1e8f}};
    Standardization of = Standardization.of(rows, new int[] {0, 1, 2});

    assertThat(of.scale()).containsExactly(1, 1);
  }

  @Test
  void aClassifierOfStandardizedRowsIsUndone() {
    float[][] rows = {{1, 10}, {3, 30}, {8, 20}};
    int[] all = {0, 1, 2};
    Standardization standard = Standardization.of(rows, all);
    LinearClassifier fitted = new LinearClassifier(new double[][] {{0.5, -2}}, new double[] {0.25});

    LinearClassifier undone = standard.undo(fitted);
    for (float[] row : rows) {
      double decision = undone.decide(row)[0];
      standard.apply(row);
      assertThat(decision).isCloseTo(fitted.decide(row)[0], within(1e-6));
    }
  }
}
