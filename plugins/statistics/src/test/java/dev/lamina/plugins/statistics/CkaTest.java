package dev.lamina.plugins.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.similarity.Kernel;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CkaTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private static AnalysisContract cka(Kernel kernel, int batch) {
    Cka.Config config = new Cka.Config(kernel, 1, batch);
    return AnalysisContract.of(parallel -> new Cka(config, Services.seeds(0), parallel));
  }

  private static double similarity(RecordedFindings findings, Component of, int layer, int other) {
    return findings.tables().get("").rows().stream()
        .filter(row -> row.subList(0, 3).equals(List.of(of.id(), layer, other)))
        .mapToDouble(row -> (double) row.get(3))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheUStatisticOverAllPrompts(Kernel kernel) {
    RecordedFindings findings = cka(kernel, 512).verify(Studies.ofReference());

    for (Component component : List.of(RESID_POST, Component.ATTN_OUT)) {
      JsonNode expected =
          Studies.reference()
              .at(
                  "/components/%s/cka/%s"
                      .formatted(component, kernel.name().toLowerCase(Locale.ROOT)));
      for (int layer = 0; layer < 3; layer++) {
        for (int other = 0; other < 3; other++) {
          assertThat(similarity(findings, component, layer, other))
              .isCloseTo(expected.get(layer).get(other).doubleValue(), within(1e-9));
        }
      }
    }
  }

  /** Layer 1 is layer 0 rotated, scaled and moved; layer 2 has nothing to do with them. */
  private static ArrayStudy rotated(int prompts) {
    float[][][] values = Studies.normal(prompts, 3, 32, 4);
    for (float[][] prompt : values) {
      for (int i = 0; i < 32; i++) {
        // a permutation with signs is a rotation or reflection
        prompt[1][i] = 5 * (i % 3 == 0 ? -1 : 1) * prompt[0][(i * 7 + 3) % 32] + 100;
      }
    }
    return Studies.ofArrays(values, Studies.alternating(prompts, "true", "false"));
  }

  @ParameterizedTest
  @EnumSource
  void isOneUnderRotationAndScaleAndNoneOfUnrelatedLayers(Kernel kernel) {
    RecordedFindings findings = cka(kernel, 512).verify(rotated(200));

    assertThat(findings.value(RESID_POST, 0, "next")).isCloseTo(1, within(1e-5));
    // with 32 dimensions and 200 prompts, biased CKA would be 0.14
    assertThat(findings.value(RESID_POST, 1, "next")).isCloseTo(0, within(0.05));
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("Representations change most from layer 1 to 2 of resid_post: CKA with ")
        .endsWith("; 200 prompts.");
    Heatmap figure = (Heatmap) findings.figures().get("resid_post");
    assertThat(figure.rows()).containsExactly("2", "1", "0");
    assertThat(figure.values()[2][0]).isEqualTo(1);
    assertThat(figure.range()).contains(new Heatmap.Range(0, 1));
  }

  @Test
  void ofALayerThatIsTheSameForAllPromptsIsNotANumberAndHidesNoChange() {
    float[][][] values = Studies.normal(37, 4, 16, 2);
    for (float[][] prompt : values) {
      Arrays.fill(prompt[0], 0.1f);
    }
    ArrayStudy study = Studies.ofArrays(values, Studies.alternating(37, "true", "false"));

    RecordedFindings findings = cka(Kernel.LINEAR, 512).verify(study);

    assertThat(findings.value(RESID_POST, 0, "next")).isNaN();
    assertThat(findings.headlines().get(0).sentence()).doesNotContain("from layer 0 ");
  }

  @Test
  void isNearlyTheSameInBatches() {
    float[][][] values = Studies.normal(400, 2, 16, 9);
    for (float[][] prompt : values) {
      for (int i = 0; i < 8; i++) {
        prompt[1][i] = prompt[0][i]; // half of the variance is shared
      }
    }
    ArrayStudy study = Studies.ofArrays(values, Studies.alternating(400, "true", "false"));

    double whole = similarity(cka(Kernel.LINEAR, 512).verify(study), RESID_POST, 0, 1);
    double batches = similarity(cka(Kernel.LINEAR, 64).verify(study), RESID_POST, 0, 1);

    assertThat(whole).isCloseTo(0.5, within(0.05));
    assertThat(batches).isCloseTo(whole, within(0.02));
  }

  @Test
  void needsTwoLayersAndFourPrompts() {
    RecordedProblems problems = new RecordedProblems();

    new Cka(new Cka.Config(Kernel.LINEAR, 1, 512), Services.seeds(0), Services.sequential())
        .check(Studies.random(3, 1, 4, 1).design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:type: error: cka needs at least 4 prompts, but there are 3; add prompts",
            "spec:layers: error: cka needs two layers or more to compare, but there is one, 0; set e.g. layers: all");
  }
}
