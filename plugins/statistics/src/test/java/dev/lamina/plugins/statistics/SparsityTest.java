package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.statistics.measure.Sparseness;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparsityTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static AnalysisContract sparsity() {
    return sparsity("is_true");
  }

  private static AnalysisContract sparsity(String by) {
    Sparsity.Config config = new Sparsity.Config(by, 1000);
    return AnalysisContract.of(parallel -> new Sparsity(config, Services.seeds(0), parallel));
  }

  @Test
  void equalsScipysAndThatOfEigenvalues() {
    RecordedFindings findings = sparsity().verify(Studies.ofReference());

    for (Component component : List.of(RESID_POST, Component.ATTN_OUT)) {
      JsonNode layers = Studies.reference().at("/components/" + component + "/sparsity");
      for (int layer = 0; layer < 3; layer++) {
        for (Map.Entry<String, JsonNode> group : layers.get(layer).properties()) {
          for (Map.Entry<String, JsonNode> measure : group.getValue().properties()) {
            double expected = measure.getValue().doubleValue();
            assertThat(findings.value(component, layer, group.getKey(), measure.getKey()))
                .as("%s of %s at %d", measure.getKey(), group.getKey(), layer)
                .isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
          }
        }
      }
    }
  }

  @Test
  void isKnownOfOneEntryAndOfEqualOnes() {
    float[] one = {0, 0, -3, 0};
    float[] equal = {2, -2, 2, -2};

    assertThat(Sparseness.HOYER.of(one)).isEqualTo(1);
    assertThat(Sparseness.GINI.of(one)).isEqualTo(0.75);
    assertThat(Sparseness.HOYER.of(equal)).isZero();
    assertThat(Sparseness.GINI.of(equal)).isZero();
    assertThat(Sparseness.KURTOSIS.of(equal)).isEqualTo(-2); // a fair coin's
  }

  @Test
  void findsAPlantedDifference() {
    // at layer 2 three quarters of the entries of true prompts are 0
    float[][][] values = Studies.normal(100, 4, 128, 1);
    for (int prompt = 0; prompt < 100; prompt += 2) {
      for (int i = 0; i < 128; i++) {
        values[prompt][2][i] *= i % 4 == 0 ? 2 : 0;
      }
    }

    RecordedFindings findings =
        sparsity().verify(Studies.ofArrays(values, Studies.alternating(100, "true", "false")));

    assertThat(findings.value(RESID_POST, 2, "hoyer.p_value")).isLessThan(0.002);
    assertThat(findings.value(RESID_POST, 2, "hoyer.difference")).isPositive();
    // the true prompts spread over a quarter of the 128 dimensions
    assertThat(findings.value(RESID_POST, 2, "is_true=true", "participation_ratio"))
        .isLessThan(findings.value(RESID_POST, 2, "is_true=false", "participation_ratio"));
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("Activations are sparsest at layer 2 of resid_post: Hoyer ")
        .contains("; true and false prompts differ in 3 of 12 tests, most in ");
    assertThat(findings.figures())
        .containsKeys("gini.resid_post", "participation_ratio.resid_post");
  }

  @Test
  void ofNormalNumbersIsThatOfTheDistribution() {
    RecordedFindings findings = sparsity().verify(Studies.random(60, 2, 512, 3));

    // sum|x| / sqrt(n sum x^2) tends to sqrt(2 / pi)
    double hoyer = (1 - Math.sqrt(2 / Math.PI)) * Math.sqrt(512) / (Math.sqrt(512) - 1);
    assertThat(findings.value(RESID_POST, 0, "hoyer")).isCloseTo(hoyer, within(0.01));
    // that of |x|: sqrt(2) - 1
    assertThat(findings.value(RESID_POST, 0, "gini")).isCloseTo(Math.sqrt(2) - 1, within(0.01));
    assertThat(findings.value(RESID_POST, 0, "kurtosis")).isCloseTo(0, within(0.1));
  }

  @Test
  void ofALayerThatIsAllZeroIsNotANumberAndNotSignificant() {
    float[][][] values = Studies.normal(20, 2, 8, 5);
    for (float[][] prompt : values) {
      prompt[1] = new float[8];
    }

    RecordedFindings findings =
        sparsity().verify(Studies.ofArrays(values, Studies.alternating(20, "true", "false")));

    assertThat(findings.value(RESID_POST, 1, "hoyer")).isNaN();
    assertThat(findings.value(RESID_POST, 1, "participation_ratio")).isNaN();
    assertThat(findings.value(RESID_POST, 1, "hoyer.p_value")).isEqualTo(1);
    assertThat(findings.headlines().get(0).sentence()).contains("sparsest at layer 0");
  }

  @Test
  void ofTooFewPromptsIsNotTestedWithoutAWord() {
    RecordedProblems problems = new RecordedProblems();
    Sparsity analysis =
        new Sparsity(
            new Sparsity.Config("is_true", 1000), Services.seeds(0), Services.sequential());

    analysis.check(Studies.random(4, 2, 8, 1).design(), problems);
    // 2 of the 6 divisions of 4 prompts differ as much as the observed one
    assertThat(problems.lines())
        .containsExactly(
            "spec:by: warning: 2 and 2 prompts are too few to test a difference: no p value can be below 0.33; add prompts");

    RecordedProblems none = new RecordedProblems();
    analysis.check(Studies.random(8, 2, 8, 1).design(), none); // 2 of 70
    assertThat(none.lines()).isEmpty();
  }

  @Test
  void ofPromptsWithoutLabelsIsThatOfAll() {
    RecordedFindings findings =
        sparsity(Prompts.UNLABELLED).verify(Studies.unlabelled(Studies.normal(10, 2, 16, 1)));

    assertThat(findings.tables()).containsOnlyKeys("");
    assertThat(findings.headlines().get(0).sentence()).doesNotContain("differ");
  }
}
