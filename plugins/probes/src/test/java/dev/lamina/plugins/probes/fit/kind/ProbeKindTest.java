package dev.lamina.plugins.probes.fit.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Probe;
import dev.lamina.plugins.probes.fit.Standardization;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.testkit.Services;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against scikit-learn, scipy's minimum, and the formulas of Marks and Tegmark in numpy. */
class ProbeKindTest {

  private static final int[] FOUR = {0, 0, 1, 1};

  @ParameterizedTest
  @EnumSource(
      names = {"LOGISTIC", "CCS"},
      mode = EnumSource.Mode.EXCLUDE) // see MarginClassifierTest, ContrastConsistentSearchTest
  void directionsOfActivationsAsTheyAre(ProbeKind kind) {
    for (JsonNode of : Reference.of("kinds")) {
      JsonNode expected = of.get(kind.name().toLowerCase(Locale.ROOT));
      LinearClassifier fitted =
          raw(kind, Reference.floats(of.get("x")), Reference.ints(of.get("labels")), 2);

      double[] weights = Reference.doubles(expected.get("weights"));
      double largest = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
      for (int j = 0; j < weights.length; j++) {
        assertThat(fitted.weights()[0][j])
            .as("weight %d of %d", j, weights.length)
            .isCloseTo(weights[j], within(1e-4 * largest));
      }
      assertThat(fitted.intercepts()[0])
          .isCloseTo(expected.get("intercept").asDouble(), within(1e-4 * Math.max(1, largest)));
    }
  }

  @Test
  void threeClassesAreDecidedByTheirCentroids() {
    JsonNode of = Reference.of("three_centroids");
    float[][] x = Reference.floats(of.get("x"));
    int[] labels = Reference.ints(of.get("labels"));

    LinearClassifier lda = raw(ProbeKind.LDA, x, labels, 3);
    double[][] expected = Reference.rows(of.get("lda"));
    for (int row = 0; row < x.length; row++) {
      double[] decisions = lda.decide(x[row]);
      // scikit-learn's decisions are the same up to what all classes have in common
      for (int k = 1; k < 3; k++) {
        assertThat(decisions[k] - decisions[0])
            .isCloseTo(expected[row][k] - expected[row][0], within(1e-4));
      }
    }
    LinearClassifier nearest = raw(ProbeKind.MASS_MEAN, x, labels, 3);
    int[] predicted =
        Arrays.stream(x).mapToInt(row -> LinearClassifier.predicted(nearest.decide(row))).toArray();
    assertThat(predicted).isEqualTo(Reference.ints(of.get("mass_mean")));
  }

  @ParameterizedTest
  @EnumSource(names = "CCS", mode = EnumSource.Mode.EXCLUDE) // has no pairs here
  void constantFeaturesGetNoWeightAndAnAbsentClassIsNeverPredicted(ProbeKind kind) {
    float[][] rows = {{-1, 3}, {-1.5f, 3}, {1, 3}, {1.5f, 3}};

    assertThat(raw(kind, copy(rows), FOUR, 2).weights()[0][1]).isZero();
    LinearClassifier three = raw(kind, copy(rows), new int[] {0, 0, 2, 2}, 3);
    assertThat(LinearClassifier.predicted(three.decide(new float[] {-1, 3}))).isEqualTo(0);
    assertThat(LinearClassifier.predicted(three.decide(new float[] {1, 3}))).isEqualTo(2);
    assertThat(three.decide(new float[] {-1, 3})[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    LinearClassifier single = raw(kind, copy(rows), new int[4], 2);
    assertThat(LinearClassifier.predicted(single.decide(new float[] {9, 9}))).isEqualTo(0);
  }

  /** Two rows a class span one direction each: scikit-learn takes the shortest solution. */
  @Test
  void discriminantsOfASingularCovarianceAreThoseOfScikitLearn() {
    float[][] rows = {{0, 0, 1}, {1, 2, 1}, {4, 0, 1}, {6, 2, 1}};

    LinearClassifier fitted = raw(ProbeKind.LDA, rows, FOUR, 2);
    assertThat(fitted.weights()[0]).containsExactly(new double[] {-72, 54, 0}, within(1e-2));
    assertThat(fitted.intercepts()[0]).isCloseTo(144, within(1e-2));
  }

  /** What moves all activations by the same vector changes no decision. */
  @ParameterizedTest
  @EnumSource(names = "CCS", mode = EnumSource.Mode.EXCLUDE)
  void decisionsDoNotDependOnWhereTheOriginIs(ProbeKind kind) {
    JsonNode of = Reference.of("kinds").get(0);
    int[] labels = Reference.ints(of.get("labels"));
    float[][] x = Reference.floats(of.get("x"));
    float[][] moved = Reference.floats(of.get("x"));
    for (float[] row : moved) {
      for (int j = 0; j < row.length; j++) {
        row[j] += 4;
      }
    }
    LinearClassifier here = raw(kind, copy(x), labels, 2);
    LinearClassifier there = raw(kind, copy(moved), labels, 2);
    for (int row = 0; row < x.length; row++) {
      double decision = here.decide(x[row])[0];
      assertThat(there.decide(moved[row])[0])
          .isCloseTo(decision, within(1e-3 * Math.max(1, Math.abs(decision))));
    }
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  private static LinearClassifier raw(ProbeKind kind, float[][] x, int[] labels, int classes) {
    int[] all = IntStream.range(0, x.length).toArray();
    Features features = Features.of(copy(x));
    TrainingSet set =
        new TrainingSet(all, Standardization.of(features.rows(), all), labels, classes);
    Probe probe = kind.probe(0.1, 1e-8, Services.sequential());
    return features.standard().undo(probe.fit(features, List.of(set)).get(0));
  }
}
