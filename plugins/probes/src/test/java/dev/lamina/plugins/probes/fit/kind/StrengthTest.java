package dev.lamina.plugins.probes.fit.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.api.config.InvalidValueException;
import dev.lamina.api.config.Node;
import dev.lamina.api.problem.Location;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.testkit.Services;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrengthTest {

  private static final Strength AUTO = new Strength(OptionalDouble.empty());

  private static Strength parsed(Object value) throws InvalidValueException {
    Location somewhere = new Location("spec", 1, 1);
    return Strength.parse(new Node.Scalar(value, value.toString(), somewhere));
  }

  @Test
  void isANumberOrAuto() throws InvalidValueException {
    assertThat(parsed(0.5)).isEqualTo(Strength.of(0.5));
    assertThat(parsed(10L)).isEqualTo(Strength.of(10));
    assertThat(parsed("auto")).isEqualTo(AUTO);
    assertThatThrownBy(() -> parsed("strong"))
        .hasMessageContaining(
            "must be a number from 1e-6 to 1e6, or auto to choose it by cross-validation, but is 'strong'");
    assertThatThrownBy(() -> parsed(0L)).hasMessageContaining("but is '0'");
  }

  /** Groups of four near copies with a label of their own that is mostly noise. */
  private static Features noisy(int[] labels) {
    Random random = new Random(31);
    float[][] rows = new float[160][40];
    int[] groups = new int[160];
    float[] shared = new float[40];
    for (int row = 0; row < 160; row++) {
      groups[row] = row / 4;
      if (row % 4 == 0) {
        for (int j = 0; j < 40; j++) {
          shared[j] = (float) random.nextGaussian();
        }
      }
      labels[row] = row / 4 % 2;
      for (int j = 0; j < 40; j++) {
        rows[row][j] = shared[j] + 0.1f * (float) random.nextGaussian();
      }
      rows[row][0] += labels[row] == 0 ? 0.8f : -0.8f;
    }
    return Features.of(rows, groups);
  }

  /**
   * Whoever fits with the chosen strength gets the same, and no strength is better on the folds.
   */
  @Test
  void theChosenOneIsBestOnTheInnerFolds() {
    int[] labels = new int[160];
    Features features = noisy(labels);
    int[] all = IntStream.range(0, 160).toArray();
    TrainingSet set = features.training(all, labels, 2);
    TunedProbe tuned =
        new TunedProbe(c -> ProbeKind.LOGISTIC.probe(c, 1e-7, Services.sequential()), 5);

    int chosen = tuned.choose(features, List.of(set))[0];
    LinearClassifier fitted = tuned.fit(features, List.of(set)).get(0);
    LinearClassifier plain =
        ProbeKind.LOGISTIC
            .probe(TunedProbe.STRENGTHS[chosen], 1e-7, Services.sequential())
            .fit(features, List.of(set))
            .get(0);

    assertThat(fitted.weights()[0]).containsExactly(plain.weights()[0]);
    // near copies in training and test would make the weakest penalty look best
    assertThat(TunedProbe.STRENGTHS[chosen]).isLessThan(1);
  }

  /** Rows that are groups of their own look like four times as many. */
  @Test
  void groupsStayTogetherWithinTheTrainingRows() {
    int[] labels = new int[160];
    Features grouped = noisy(labels);
    Features single =
        Features.of(Arrays.stream(grouped.rows()).map(float[]::clone).toArray(float[][]::new));
    int[] all = IntStream.range(0, 160).toArray();
    TunedProbe tuned =
        new TunedProbe(c -> ProbeKind.LOGISTIC.probe(c, 1e-7, Services.sequential()), 5);

    int together = tuned.choose(grouped, List.of(grouped.training(all, labels, 2)))[0];
    int apart = tuned.choose(single, List.of(single.training(all, labels, 2)))[0];
    assertThat(together).isLessThan(apart);
  }

  @Test
  void aSingleGroupCannotBeDivided() {
    int[] labels = {0, 1, 0, 1};
    Features features = Features.of(new float[][] {{1}, {-1}, {2}, {-2}}, new int[4]);
    Probe probe =
        new LinearFit(ProbeKind.SVM, AUTO).scored(Services.seeds(1), Services.sequential());
    TrainingSet set = features.training(new int[] {0, 1, 2, 3}, labels, 2);

    LinearClassifier fitted = probe.fit(features, List.of(set)).get(0);
    assertThat(LinearClassifier.predicted(fitted.decide(features.rows()[0]))).isZero();
  }
}
