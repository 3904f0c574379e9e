package dev.lamina.plugins.probes.fit.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Standardization;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.testkit.Services;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against scikit-learn's optimum (lbfgs to a tolerance of 1e-10), on standardized features. */
class MarginClassifierTest {

  private static final double TOLERANCE = 1e-7;

  /** Products are float32; with C = 100 weights are as large as 7 and rounding counts most. */
  private static final double ROUNDING = 1e-4;

  @TestFactory
  Stream<DynamicTest> weightsAreTheOptimumOfScikitLearn() {
    return StreamSupport.stream(Reference.of("fits").spliterator(), false)
        .map(of -> DynamicTest.dynamicTest(of.get("name").asText(), () -> verify(of)));
  }

  private static void verify(JsonNode of) {
    LinearClassifier fitted = fit(of, of.get("c").asDouble(), 2);

    double[] expected = Reference.doubles(of.get("weights"));
    for (int j = 0; j < expected.length; j++) {
      assertThat(fitted.weights()[0][j])
          .as("weight %d", j)
          .isCloseTo(expected[j], within(ROUNDING));
    }
    assertThat(fitted.intercepts()[0]).isCloseTo(of.get("intercept").asDouble(), within(ROUNDING));
  }

  @Test
  void threeClassesAreFittedOneAgainstTheRest() {
    JsonNode of = Reference.of("three_classes");
    LinearClassifier fitted = fit(of, 1, 3);

    for (int k = 0; k < 3; k++) {
      double[] expected = Reference.doubles(of.get("weights").get(k));
      for (int j = 0; j < expected.length; j++) {
        assertThat(fitted.weights()[k][j]).isCloseTo(expected[j], within(1e-5));
      }
      assertThat(fitted.intercepts()[k])
          .isCloseTo(of.get("intercepts").get(k).asDouble(), within(1e-5));
    }
    int[] predicted =
        Arrays.stream(Features.of(Reference.floats(of.get("x"))).rows())
            .mapToInt(row -> LinearClassifier.predicted(fitted.decide(row)))
            .toArray();
    assertThat(predicted).isEqualTo(Reference.ints(of.get("predicted")));
  }

  @Test
  void aConstantFeatureGetsNoWeight() {
    JsonNode of = Reference.of("fits").get(0);
    assertThat(fit(of, 1, 2).weights()[0][1]).isZero();
  }

  @Test
  void aClassThatIsAbsentIsNeverPredicted() {
    float[][] rows = {{-1}, {-1}, {1}, {1}};

    LinearClassifier onlyTwo = fit(rows, new int[] {0, 0, 2, 2}, 1, 3);
    assertThat(onlyTwo.decide(new float[] {-1})[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(LinearClassifier.predicted(onlyTwo.decide(new float[] {-1}))).isEqualTo(0);
    assertThat(LinearClassifier.predicted(onlyTwo.decide(new float[] {1}))).isEqualTo(2);
  }

  @Test
  void aSingleClassIsAlwaysPredicted() {
    for (int classes : new int[] {2, 3}) {
      for (int only = 0; only < classes; only++) {
        LinearClassifier fitted =
            fit(new float[][] {{-1}, {1}}, new int[] {only, only}, 1, classes);
        assertThat(LinearClassifier.predicted(fitted.decide(new float[] {5}))).isEqualTo(only);
      }
    }
  }

  @Test
  void featuresWithoutAnyVarianceGiveTheClassesShares() {
    int[] labels = {0, 0, 0, 0, 0, 0, 1, 1};

    LinearClassifier fitted = fit(new float[8][3], labels, 1, 2);
    // closed form: the intercept is the log-odds of the shares
    assertThat(fitted.intercepts()[0]).isCloseTo(Math.log(6 / 2.0), within(1e-5));
    assertThat(fitted.weights()[0]).containsOnly(0);
  }

  private static LinearClassifier fit(JsonNode of, double c, int classes) {
    return fit(Reference.floats(of.get("x")), Reference.ints(of.get("labels")), c, classes);
  }

  private static LinearClassifier fit(float[][] rows, int[] labels, double c, int classes) {
    int[] all = IntStream.range(0, rows.length).toArray();
    Features features = Features.of(rows);
    TrainingSet set =
        new TrainingSet(all, Standardization.of(features.rows(), all), labels, classes);
    return new MarginClassifier(Loss.LOGISTIC, c, TOLERANCE, Services.sequential())
        .fit(features, List.of(set))
        .get(0);
  }
}
