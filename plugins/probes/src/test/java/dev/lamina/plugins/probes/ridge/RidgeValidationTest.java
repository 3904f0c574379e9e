package dev.lamina.plugins.probes.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.Standardization;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.testkit.Services;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against scikit-learn's Ridge and RidgeCV, by {@code src/test/python/ridge.py}. */
class RidgeValidationTest {

  private static final String FILE = "ridge.json";
  private static final Alpha AUTO = new Alpha(OptionalDouble.empty());

  private static int[] single(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  private static RidgeValidation validation(Folds folds, int[] groups, Alpha alpha) {
    return new RidgeValidation(folds, groups, alpha, Services.silent().begin("", "", 1));
  }

  private static void isThat(LinearClassifier found, JsonNode expected) {
    assertThat(found.weights()[0])
        .containsExactly(Reference.doubles(expected.get("weights")), within(1e-4));
    assertThat(found.intercepts()[0]).isCloseTo(expected.get("intercept").asDouble(), within(1e-3));
  }

  @Test
  void weightsAreThoseOfScikitLearn() {
    for (JsonNode of : Reference.of(FILE, "fits")) {
      double[] y = Reference.doubles(of.get("y"));
      Folds none = new Folds(new int[y.length], 1);

      isThat(
          validation(none, single(y.length), Alpha.of(3)).all(Reference.floats(of.get("x")), y),
          of.get("fixed"));
      isThat(
          validation(none, single(y.length), AUTO).all(Reference.floats(of.get("x")), y),
          of.get("tuned"));
    }
  }

  /** The closed form against fitting again without each group. */
  @Test
  void errorsOnGroupsAreThoseOfFitsWithoutThem() {
    for (JsonNode of : Reference.of(FILE, "fits")) {
      double[] y = Reference.doubles(of.get("y"));
      float[][] x = Reference.floats(of.get("x"));
      Standardization standard = Standardization.of(x, single(x.length));
      Ridge ridge = Ridge.of(Arrays.stream(x).map(standard::of).toArray(double[][]::new));
      LeftOutGroups groups = new LeftOutGroups(ridge, Reference.ints(of.get("groups")));
      double[] twice = Arrays.stream(y).map(value -> 2 * value).toArray();

      double[] expected = Reference.doubles(of.get("left_out"));
      for (int i = 0; i < expected.length; i++) {
        double[] found = groups.squaredErrors(List.of(y, twice), Alpha.CHOICES[i]);
        assertThat(found[0] / expected[i]).isCloseTo(1, within(1e-6));
        assertThat(found[1] / expected[i]).isCloseTo(4, within(1e-5));
      }
    }
  }

  @Test
  void heldOutPredictionsAndScoresAreThoseOfScikitLearn() {
    JsonNode of = Reference.of(FILE, "cross_validation");
    double[] y = Reference.doubles(of.get("y"));
    Folds folds = new Folds(Reference.ints(of.get("folds")), 4);
    Features features = Features.of(Reference.floats(of.get("x")));

    RidgeValidation.Predicted predicted =
        validation(folds, single(y.length), AUTO).run(features, List.of(y)).get(0);
    assertThat(predicted.alphas())
        .containsExactly(Reference.doubles(of.get("alphas")), within(1e-9));
    assertThat(predicted.values())
        .containsExactly(Reference.doubles(of.get("predicted")), within(1e-3));
    RegressionScores scores =
        RegressionScores.of(y, predicted.values(), RegressionScores.trainingMeans(y, folds));
    assertThat(scores.r2()).isCloseTo(of.get("r2").asDouble(), within(1e-6));
    assertThat(scores.pearson()).isCloseTo(of.get("pearson").asDouble(), within(1e-6));
    assertThat(scores.spearman()).isCloseTo(of.get("spearman").asDouble(), within(1e-9));
    assertThat(scores.mae()).isCloseTo(of.get("mae").asDouble(), within(1e-4));
    assertThat(scores.baseline()).isCloseTo(of.get("baseline").asDouble(), within(1e-9));
  }

  @Test
  void aGroupThatIsAloneIsLeftOutRowByRow() {
    JsonNode of = Reference.of(FILE, "fits").get(0);
    double[] y = Reference.doubles(of.get("y"));
    Folds none = new Folds(new int[y.length], 1);

    isThat(
        validation(none, new int[y.length], AUTO).all(Reference.floats(of.get("x")), y),
        of.get("tuned"));
  }

  @Test
  void constantPredictionsHaveNoCorrelation() {
    RegressionScores scores =
        RegressionScores.of(new double[] {1, 2, 6}, new double[] {3, 3, 3}, new double[] {4, 3, 3});

    assertThat(scores.r2()).isZero();
    assertThat(scores.pearson()).isZero();
    assertThat(scores.spearman()).isZero();
    assertThat(scores.mae()).isEqualTo(2);
    assertThat(scores.baseline()).isCloseTo(7 / 3.0, within(1e-12));
  }

  /** Groups of like size exchange their numbers; each keeps numbers that were together. */
  @Test
  void shuffledTargetsStayTogetherByGroup() {
    int[] groups = {0, 0, 1, 1, 2, 2, 3, 3, 3};
    double[] values = {1, 1, 2, 2, 3, 3, 7, 8, 9};
    boolean moved = false;
    for (int seed = 0; seed < 20; seed++) {
      double[] shuffled = ShuffledTargets.of(values, groups, new SplittableRandom(seed));

      for (int row = 0; row < 6; row += 2) {
        assertThat(shuffled[row]).isEqualTo(shuffled[row + 1]);
      }
      assertThat(Arrays.stream(shuffled).sorted().toArray())
          .containsExactly(1, 1, 2, 2, 3, 3, 7, 8, 9);
      assertThat(Arrays.copyOfRange(shuffled, 6, 9)).containsExactlyInAnyOrder(7, 8, 9);
      moved |= shuffled[0] != 1;
    }
    assertThat(moved).isTrue();
  }
}
