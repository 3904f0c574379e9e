package dev.lamina.plugins.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.api.model.Component;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CentroidCosineTest {

  private final CentroidCosine analysis = new CentroidCosine(new CentroidCosine.Config("is_true"));

  @Test
  void meansAtSixtyDegreesHaveCosineOneHalf() {
    // true: mean (2, 0); false: mean (1, sqrt 3), 60 degrees away
    float root = (float) Math.sqrt(3);
    float[][][] activations = {{{1, 1}}, {{3, -1}}, {{1, root}}, {{1, root}}};
    RecordedFindings findings = new RecordedFindings();

    analysis.analyze(study(activations, List.of("true", "true", "false", "false")), findings);

    assertThat(findings.value(Component.RESID_POST, 0, "cosine")).isCloseTo(0.5, within(1e-7));
    assertThat(findings.figures()).containsOnlyKeys("");
  }

  @Test
  void oneClassIsRefused() {
    RecordedProblems problems = new RecordedProblems();

    analysis.check(study(new float[2][1][2], List.of("true", "true")).design(), problems);

    assertThat(problems.lines())
        .containsExactly("spec:by: error: by needs a label with two classes; this one has 1");
  }

  private static ArrayStudy study(float[][][] activations, List<String> isTrue) {
    return ArrayStudy.of(Map.of(Component.RESID_POST, activations), Map.of("is_true", isTrue));
  }
}
