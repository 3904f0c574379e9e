package dev.lamina.plugins.probes.fit.mlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import dev.lamina.plugins.probes.fit.Classifier;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.Learner;
import dev.lamina.plugins.probes.fit.LinearClassifier;
import dev.lamina.plugins.probes.fit.TrainingSet;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against scikit-learn's MLPClassifier, by {@code src/test/python/mlp.py}. */
class MlpLearnerTest {

  private static final String FILE = "mlp.json";

  private static MlpCost cost(JsonNode of) {
    Features features = Features.of(Reference.floats(of.get("x")));
    int[] all = IntStream.range(0, features.count()).toArray();
    TrainingSet set =
        features.training(all, Reference.ints(of.get("labels")), of.get("classes").asInt());
    return new MlpCost(features, set, of.get("hidden").asInt(), of.get("alpha").asDouble());
  }

  @Test
  void lossAndGradientAreThoseOfScikitLearn() {
    for (JsonNode of : Reference.of(FILE, "costs")) {
      MlpCost.Evaluation found = cost(of).at(Reference.doubles(of.get("point")));

      assertThat(found.value()).isCloseTo(of.get("loss").asDouble(), within(1e-6));
      assertThat(found.gradient())
          .containsExactly(Reference.doubles(of.get("gradient")), within(1e-6));
    }
  }

  /** Of a set that leaves rows out, too: central differences of the value. */
  @Test
  void theGradientIsThatOfDifferences() {
    for (JsonNode of : Reference.of(FILE, "costs")) {
      Features features = Features.of(Reference.floats(of.get("x")));
      int[] some = IntStream.range(0, features.count()).filter(row -> row % 5 != 0).toArray();
      TrainingSet set =
          features.training(some, Reference.ints(of.get("labels")), of.get("classes").asInt());
      MlpCost cost = new MlpCost(features, set, 7, 1.5);
      double[] point = cost.start(features.width(), new SplittableRandom(9));
      double[] gradient = cost.at(point).gradient();

      for (int i = 0; i < point.length; i++) {
        double step = 1e-3;
        double[] above = point.clone();
        double[] below = point.clone();
        above[i] += step;
        below[i] -= step;
        double slope = (cost.at(above).value() - cost.at(below).value()) / (2 * step);
        assertThat(gradient[i]).as("entry %d", i).isCloseTo(slope, within(2e-3));
      }
    }
  }

  /** scikit-learn's over 20 draws of the first weights; ours is a 21st. */
  @Test
  void heldOutAccuracyIsThatOfScikitLearn() {
    JsonNode of = Reference.of(FILE, "held_out");
    int[] labels = Reference.ints(of.get("labels"));
    int[] folds = Reference.ints(of.get("folds"));
    Features features = Features.of(Reference.floats(of.get("x")));
    Learner mlp =
        new MlpLearner(
            of.get("hidden").asInt(), of.get("alpha").asDouble(), 5, Services.sequential());
    Learner logistic = ProbeKind.LOGISTIC.probe(1, 1e-5, Services.sequential());

    double accuracy = accuracy(mlp, features, labels, folds);
    assertThat(accuracy)
        .isBetween(of.get("lowest").asDouble() - 0.01, of.get("highest").asDouble() + 0.01);
    assertThat(accuracy(logistic, features, labels, folds))
        .isCloseTo(of.get("logistic").asDouble(), within(0.006))
        .isLessThan(accuracy - 0.2);
  }

  private static double accuracy(Learner learner, Features features, int[] labels, int[] folds) {
    int right = 0;
    for (int fold = 0; fold < 4; fold++) {
      int held = fold;
      int[] training =
          IntStream.range(0, labels.length).filter(row -> folds[row] != held).toArray();
      Classifier fitted =
          learner.fit(features, List.of(features.training(training, labels, 2))).get(0);
      for (int row = 0; row < labels.length; row++) {
        boolean told =
            LinearClassifier.predicted(fitted.decide(features.rows()[row])) == labels[row];
        right += folds[row] == fold && told ? 1 : 0;
      }
    }
    return right / (double) labels.length;
  }

  /** What is to be learned are the training rows themselves: a penalty of nearly nothing. */
  @Test
  void enoughUnitsLearnRandomLabelsByHeart() {
    Random random = new Random(3);
    float[][] rows = new float[90][10];
    int[] labels = new int[90];
    for (int row = 0; row < 90; row++) {
      for (int j = 0; j < 10; j++) {
        rows[row][j] = (float) random.nextGaussian();
      }
      labels[row] = random.nextInt(3);
    }
    Features features = Features.of(rows);
    int[] all = IntStream.range(0, 90).toArray();
    Classifier fitted =
        new MlpLearner(64, 1e-3, 1, Services.sequential())
            .fit(features, List.of(features.training(all, labels, 3)))
            .get(0);

    for (int row = 0; row < 90; row++) {
      assertThat(LinearClassifier.predicted(fitted.decide(features.rows()[row])))
          .isEqualTo(labels[row]);
    }
  }

  @Test
  void anAbsentClassIsNeverPredictedAndALoneOneAlways() {
    float[][] rows = {{-1, 3}, {-1.5f, 3}, {1, 3}, {1.5f, 3}};
    Features features = Features.of(rows);
    int[] all = {0, 1, 2, 3};
    Learner learner = new MlpLearner(8, 0.1, 1, Services.sequential());

    Classifier three =
        learner.fit(features, List.of(features.training(all, new int[] {0, 0, 2, 2}, 3))).get(0);
    assertThat(LinearClassifier.predicted(three.decide(features.rows()[0]))).isEqualTo(0);
    assertThat(LinearClassifier.predicted(three.decide(features.rows()[3]))).isEqualTo(2);
    assertThat(three.decide(features.rows()[0])[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    Classifier single =
        learner.fit(features, List.of(features.training(all, new int[4], 2))).get(0);
    assertThat(LinearClassifier.predicted(single.decide(features.rows()[0]))).isEqualTo(0);
  }

  /** Few rows of many features, which are fitted in the space that they span: at a minimum, too. */
  @Test
  void aFitInTheSpaceOfTheRowsIsAtAMinimumOfTheWhole() {
    Random random = new Random(8);
    float[][] rows = new float[24][60];
    int[] labels = new int[24];
    for (int row = 0; row < 24; row++) {
      labels[row] = row % 2;
      for (int j = 0; j < 60; j++) {
        rows[row][j] = (float) random.nextGaussian() * (j + 1) + (labels[row] == 0 ? j : 0);
      }
    }
    Features features = Features.of(rows);
    int[] some = IntStream.range(2, 24).toArray();
    TrainingSet set = features.training(some, labels, 2);
    Mlp fitted = new MlpLearner(4, 3, 1, Services.sequential()).fit(features, List.of(set)).get(0);

    MlpCost cost = new MlpCost(features, set, 4, 3);
    double[] point = new double[4 * 60 + 4 + 4 + 1];
    for (int h = 0; h < 4; h++) {
      double bias = fitted.units().intercepts()[h];
      for (int j = 0; j < 60; j++) {
        double weight = fitted.units().weights()[h][j];
        point[h * 60 + j] = weight * set.standard().scale()[j];
        bias += weight * set.standard().mean()[j];
      }
      point[240 + h] = bias;
      point[244 + h] = fitted.outputs()[0][h];
    }
    point[248] = fitted.intercepts()[0];
    assertThat(cost.at(point).gradient()).containsExactly(new double[249], within(2e-4));
    assertThat(LinearClassifier.predicted(fitted.decide(features.rows()[3]))).isEqualTo(1);
  }

  /** Fits share nothing but their start: what else is fitted beside changes nothing. */
  @Test
  void aFitIsTheSameBesideOthers() {
    JsonNode of = Reference.of(FILE, "costs").get(0);
    Features features = Features.of(Reference.floats(of.get("x")));
    int[] all = IntStream.range(0, features.count()).toArray();
    int[] labels = Reference.ints(of.get("labels"));
    int[] others = IntStream.of(labels).map(label -> 1 - label).toArray();
    MlpLearner learner = new MlpLearner(6, 1, 4, Services.parallel());

    Mlp alone = learner.fit(features, features.training(all, List.of(labels), 2)).get(0);
    Mlp beside = learner.fit(features, features.training(all, List.of(others, labels), 2)).get(1);
    assertThat(beside.units().weights()).isDeepEqualTo(alone.units().weights());
    assertThat(beside.outputs()).isDeepEqualTo(alone.outputs());
  }
}
