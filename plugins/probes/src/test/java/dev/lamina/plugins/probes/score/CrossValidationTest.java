package dev.lamina.plugins.probes.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.plugins.probes.Reference;
import dev.lamina.plugins.probes.fit.Features;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.testkit.Services;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

  /** Against a pipeline of StandardScaler and LogisticRegression on the same four folds. */
  @Test
  void everyFoldScoresAsByScikitLearn() {
    JsonNode of = Reference.of("cross_validation");
    Folds folds = new Folds(Reference.ints(of.get("folds")), 4);
    CrossValidation validation =
        new CrossValidation(
            ProbeKind.LOGISTIC.probe(1, 1e-6, Services.sequential()),
            folds,
            2,
            Services.silent().begin("", "", 0));

    List<TestScores> scores =
        validation
            .run(
                Features.of(Reference.floats(of.get("x"))),
                List.of(Reference.ints(of.get("labels"))))
            .get(0)
            .folds();

    for (int fold = 0; fold < 4; fold++) {
      TestScores found = scores.get(fold);
      JsonNode expected = of.get("scores").get(fold);
      assertThat(found.accuracy()).isCloseTo(expected.get("accuracy").asDouble(), within(1e-9));
      assertThat(found.f1()).isCloseTo(expected.get("f1").asDouble(), within(1e-9));
      assertThat(found.auc()).isCloseTo(expected.get("auc").asDouble(), within(1e-9));
    }
  }
}
