package dev.lamina.plugins.probes.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against scikit-learn's optimum (lbfgs to a tolerance of 1e-10), on standardized features. */
class LogisticRegressionTest {

  private static final double TOLERANCE = 1e-7;

  @TestFactory
  Stream<DynamicTest> weightsAreTheOptimumOfScikitLearn() {
    return StreamSupport.stream(Reference.of("fits").spliterator(), false)
        .map(of -> DynamicTest.dynamicTest(of.get("name").asText(), () -> verify(of)));
  }

  private static void verify(JsonNode of) {
    LinearClassifier fitted = fit(of, of.get("c").asDouble(), 2);

    double[] expected = Reference.doubles(of.get("weights"));
    for (int j = 0; j < expected.length; j++) {
      assertThat(fitted.weights()[0][j]).as("weight %d", j).isCloseTo(expected[j], within(1e-5));
    }
    assertThat(fitted.intercepts()[0]).isCloseTo(of.get("intercept").asDouble(), within(1e-5));
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
    float[][] rows = Reference.floats(of.get("x"));
    LinearClassifier unscaled = standardization(rows).undo(fitted);
    int[] predicted =
        Arrays.stream(rows)
            .mapToInt(row -> LinearClassifier.predicted(unscaled.decide(row)))
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
    double[][] columns = {{-1, -1, 1, 1}};
    Probe.Training training = new LogisticRegression(1, TOLERANCE).on(columns);

    LinearClassifier onlyTwo = training.fit(new int[] {0, 0, 2, 2}, 3);
    assertThat(onlyTwo.decide(new float[] {-1})[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(LinearClassifier.predicted(onlyTwo.decide(new float[] {-1}))).isEqualTo(0);
    assertThat(LinearClassifier.predicted(onlyTwo.decide(new float[] {1}))).isEqualTo(2);
  }

  @Test
  void aSingleClassIsAlwaysPredicted() {
    double[][] columns = {{-1, 1}};
    Probe.Training training = new LogisticRegression(1, TOLERANCE).on(columns);

    for (int classes : new int[] {2, 3}) {
      for (int only = 0; only < classes; only++) {
        LinearClassifier fitted = training.fit(new int[] {only, only}, classes);
        assertThat(LinearClassifier.predicted(fitted.decide(new float[] {5}))).isEqualTo(only);
      }
    }
  }

  @Test
  void featuresWithoutAnyVarianceGiveTheClassesShares() {
    double[][] columns = new double[3][8];
    int[] labels = {0, 0, 0, 0, 0, 0, 1, 1};

    LinearClassifier fitted = new LogisticRegression(1, TOLERANCE).on(columns).fit(labels, 2);
    // closed form: the intercept is the log-odds of the shares
    assertThat(fitted.intercepts()[0]).isCloseTo(Math.log(6 / 2.0), within(1e-5));
    assertThat(fitted.weights()[0]).containsOnly(0);
  }

  private static LinearClassifier fit(JsonNode of, double c, int classes) {
    float[][] rows = Reference.floats(of.get("x"));
    int[] all = IntStream.range(0, rows.length).toArray();
    double[][] columns = standardization(rows).columns(rows, all);
    return new LogisticRegression(c, TOLERANCE)
        .on(columns)
        .fit(Reference.ints(of.get("labels")), classes);
  }

  private static Standardization standardization(float[][] rows) {
    return Standardization.of(rows, IntStream.range(0, rows.length).toArray());
  }
}
