package dev.lamina.plugins.probes.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.fit.kind.LinearFit;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.fit.kind.Strength;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbeAttributionTest {

  private static final int ROWS = 200;
  private static final int LAYERS = 3;
  private static final int D = 8;

  private static ProbeAttribution analysis(ProbeKind kind, int layer) {
    return new ProbeAttribution(
        new ProbeAttribution.Config(
            "is_true",
            layer,
            new LinearFit(kind, Strength.of(1)),
            new GroupedFolds(5, Optional.empty())),
        Services.seeds(42),
        Services.parallel());
  }

  /**
   * A residual stream that is the sum of its parts. The label is in the embedding by 1, in
   * attention of layer 1 by 6 and in the MLP of layer 2 by -2, along the first axis.
   */
  private static Map<Component, float[][][]> stream() {
    Random random = new Random(23);
    Map<Component, float[][][]> parts = new LinkedHashMap<>();
    for (Component of :
        List.of(Component.RESID_POST, Component.ATTN_OUT, Component.MLP_OUT, Component.LN_FINAL)) {
      parts.put(of, new float[ROWS][LAYERS][D]);
    }
    for (int row = 0; row < ROWS; row++) {
      float sign = row % 2 == 0 ? 0.5f : -0.5f;
      float[] stream = noise(random);
      stream[0] += sign;
      for (int layer = 0; layer < LAYERS; layer++) {
        float[] attention = noise(random);
        attention[0] += layer == 1 ? 6 * sign : 0;
        float[] mlp = noise(random);
        mlp[0] += layer == 2 ? -2 * sign : 0;
        for (int j = 0; j < D; j++) {
          stream[j] += attention[j] + mlp[j];
        }
        parts.get(Component.ATTN_OUT)[row][layer] = attention;
        parts.get(Component.MLP_OUT)[row][layer] = mlp;
        parts.get(Component.RESID_POST)[row][layer] = stream.clone();
      }
    }
    return parts;
  }

  private static float[] noise(Random random) {
    float[] noise = new float[D];
    for (int j = 0; j < D; j++) {
      noise[j] = 0.3f * (float) random.nextGaussian();
    }
    return noise;
  }

  private static ArrayStudy study(Map<Component, float[][][]> parts) {
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      labels.add(row % 2 == 0 ? "true" : "false");
    }
    return ArrayStudy.of(parts, Map.of("is_true", labels));
  }

  /** The whole difference along the first axis is 1 + 6 - 2 = 5: shares 0.2, 1.2 and -0.4. */
  @Test
  void sharesAreWhatEachPartHasAdded() {
    RecordedFindings findings = new RecordedFindings();
    analysis(ProbeKind.LOGISTIC, -1).analyze(study(stream()), findings);

    assertThat(findings.value(Component.ATTN_OUT, 1, "share")).isCloseTo(1.2, within(0.05));
    assertThat(findings.value(Component.MLP_OUT, 2, "share")).isCloseTo(-0.4, within(0.05));
    assertThat(findings.value("resid_pre.share")).isCloseTo(0.2, within(0.05));
    assertThat(findings.value(Component.ATTN_OUT, 0, "share")).isCloseTo(0, within(0.05));
    assertThat(
            findings.value(Component.ATTN_OUT, "share.sum")
                + findings.value(Component.MLP_OUT, "share.sum")
                + findings.value("resid_pre.share"))
        .isCloseTo(1, within(1e-9));
    assertThat(findings.value("accuracy")).isGreaterThan(0.98);
    assertThat(findings.headlines().get(0).sentence())
        .contains("the single largest is attn_out of layer 1, 117% [1");
    assertThat(findings.tables().get("").rows()).hasSize(1 + 2 * LAYERS);
  }

  /** A mass-mean probe's direction is a difference of means: so are all contributions. */
  @Test
  void differencesAreThoseOfTheFormula() {
    Map<Component, float[][][]> parts = stream();
    RecordedFindings findings = new RecordedFindings();
    analysis(ProbeKind.MASS_MEAN, 1).analyze(study(parts), findings);

    double[] direction = difference(parts.get(Component.RESID_POST), 1);
    double[] added = difference(parts.get(Component.ATTN_OUT), 1);
    double expected = 0;
    for (int j = 0; j < D; j++) {
      expected += direction[j] * added[j];
    }
    // each prompt's probe leaves a fifth of the prompts out: the difference is nearly that of all
    assertThat(findings.value(Component.ATTN_OUT, 1, "difference"))
        .isCloseTo(expected, within(0.01 * expected));
    assertThat(findings.tables().get("").rows()).hasSize(1 + 2 * 2);
  }

  private static double[] difference(float[][][] part, int layer) {
    double[] difference = new double[D];
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < D; j++) {
        difference[j] += part[row][layer][j] * (row % 2 == 0 ? 2.0 : -2.0) / ROWS;
      }
    }
    return difference;
  }

  @Test
  void findingsFollowTheContract() {
    AnalysisContract.of(
            parallel ->
                new ProbeAttribution(
                    new ProbeAttribution.Config(
                        "is_true",
                        -1,
                        new LinearFit(ProbeKind.LDA, Strength.of(1)),
                        new GroupedFolds(3, Optional.empty())),
                    Services.seeds(7),
                    parallel))
        .verify(study(stream()));
  }

  /** Copies of a fact with the opposite label: a probe learns what is wrong of the held-out one. */
  @Test
  void withoutADifferenceThereAreNoShares() {
    Map<Component, float[][][]> parts = stream();
    for (float[][][] part : parts.values()) {
      for (int row = 0; row < ROWS; row += 2) {
        part[row + 1] = part[row]; // true and false are the same vectors
      }
    }
    RecordedFindings findings = new RecordedFindings();
    analysis(ProbeKind.MASS_MEAN, -1).analyze(study(parts), findings);

    assertThat(findings.value(Component.ATTN_OUT, 1, "share")).isNaN();
    assertThat(findings.headlines().get(0).sentence())
        .contains("does not tell true and false apart")
        .contains("nothing that blocks could have a share in");
  }

  private static List<String> problems(ProbeAttribution analysis, ArrayStudy study) {
    RecordedProblems problems = new RecordedProblems();
    analysis.check(study.design(), problems);
    return problems.lines();
  }

  @Test
  void whatIsMissingIsNamed() {
    Map<Component, float[][][]> parts = stream();
    ArrayStudy whole = study(parts);

    assertThat(problems(analysis(ProbeKind.LDA, -1), whole)).isEmpty();
    assertThat(problems(analysis(ProbeKind.LDA, 3), whole))
        .containsExactly("spec:layer: error: is 3, but array has layers 0 to 2");
    assertThat(problems(analysis(ProbeKind.LDA, -1), whole.layers(List.of(0, 2))))
        .containsExactly(
            "spec:layers: error: probe-attribution of layer 2 needs all layers up to it, but 1 is not among them: set layers: all");
    parts.remove(Component.MLP_OUT);
    assertThat(problems(analysis(ProbeKind.LDA, -1), study(parts)))
        .containsExactly(
            "spec:components: error: probe-attribution needs mlp_out too: set components: [resid_post, attn_out, mlp_out]");
    assertThat(problems(analysis(ProbeKind.LDA, 3), study(parts))).hasSize(2); // both at once
    parts.remove(Component.LN_FINAL);
    assertThat(problems(analysis(ProbeKind.LDA, -1), study(parts)))
        .containsExactly(
            "spec:type: error: probe-attribution needs a residual stream that is a sum, but array norms it between blocks; use a pre-norm model such as gpt2-small or smollm2-135m");
  }
}
