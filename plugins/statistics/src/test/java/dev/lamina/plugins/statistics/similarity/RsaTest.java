package dev.lamina.plugins.statistics.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.ParallelStudy;
import dev.lamina.plugins.statistics.Studies;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.List;
import org.junit.jupiter.api.Test;

class RsaTest {

  @Test
  void equalsSpearmansCorrelationOfScipysDistances() {
    Rsa.Config config = new Rsa.Config("item", Distance.COSINE, 200);
    RecordedFindings findings =
        AnalysisContract.of(parallel -> new Rsa(config, Services.seeds(0), parallel))
            .verify(ParallelStudy.ofReference());

    for (Component component : List.of(Component.RESID_POST, Component.ATTN_OUT)) {
      JsonNode expected = ParallelStudy.reference().at("/components/" + component);
      assertThat(findings.value(component, 0, "next"))
          .isCloseTo(expected.get("rsa_of_layers").doubleValue(), within(1e-9));
      List<Double> rdm =
          findings.tables().get("classes").rows().stream()
              .filter(row -> row.subList(0, 2).equals(List.of(component.id(), 0)))
              .map(row -> (double) row.get(4))
              .toList();
      assertThat(rdm).hasSize(36);
      for (int pair = 0; pair < 36; pair++) {
        assertThat(rdm.get(pair))
            .isCloseTo(expected.get("rdm").get(pair).doubleValue(), within(1e-6));
      }
    }
    for (Component component : List.of(Component.RESID_POST, Component.ATTN_OUT)) {
      assertThat(findings.value(component, 0, "next"))
          .isBetween(
              findings.value(component, 0, "next.low"), findings.value(component, 0, "next.high"));
      assertThat(findings.value(component, "first_to_last.high"))
          .isEqualTo(findings.value(component, 0, "next.high")); // there are two layers
    }
    assertThat(findings.figures()).containsKeys("classes.resid_post", "resid_post");
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("Which of the 9 classes of item are alike changes most from layer 0 to 1 of ")
        .endsWith("; in brackets 95% intervals over classes).");
  }

  @Test
  void needsFourClassesAndTwoLayers() {
    RecordedProblems problems = new RecordedProblems();

    new Rsa(
            new Rsa.Config("is_true", Distance.COSINE, 200),
            Services.seeds(0),
            Services.sequential())
        .check(Studies.random(8, 1, 4, 1).design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:by: error: label 'is_true' has 2 classes in these prompts, but rsa needs at least 4; with fewer use group-comparison",
            "spec:layers: error: rsa needs two layers or more to compare, but there is one, 0; set e.g. layers: all");
  }
}
