package dev.lamina.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments 05, 06 and 10 at reduced size, on the model that comes with Lamina. */
class ParallelPromptsTest {

  private static final Path CONFIGS = CommandLineRun.ROOT.resolve("configs");

  @TempDir private Path runs;

  /** Runs a spec; returns its metrics by {@code analysis,component,layer,group,metric}. */
  private Map<String, Double> run(String spec, String name, String... overrides)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("run", CONFIGS.resolve(spec).toString()));
    line.addAll(Arrays.asList(overrides));
    line.addAll(List.of("--runs", runs.toString(), "--quiet"));
    CommandLineRun run = CommandLineRun.of(line.toArray(String[]::new));

    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    assertThat(run.err()).isEmpty();
    List<String> lines = Files.readAllLines(runs.resolve(name + "/latest/metrics.csv"));
    return lines.stream()
        .skip(1)
        .filter(metric -> !metric.endsWith(",NaN") && !metric.endsWith(","))
        .collect(
            Collectors.toMap(
                metric -> metric.substring(0, metric.lastIndexOf(',')),
                metric -> Double.parseDouble(metric.substring(metric.lastIndexOf(',') + 1)),
                (first, second) -> first,
                TreeMap::new));
  }

  @Test
  void aFactIsNearerToItsOtherWordingsThanToOtherFacts() throws IOException {
    Map<String, Double> metrics =
        run(
            "05-prompt-templates.yaml",
            "prompt-templates",
            "dataset.filter.relation=[capital_of]",
            "analyses.alignment.resamples=100",
            "layers=[0, 5]");

    assertThat(metrics)
        .hasEntrySatisfying(
            "within-between,resid_post,5,,cosine.auc", auc -> assertThat(auc).isGreaterThan(0.95))
        .hasEntrySatisfying(
            "alignment,resid_post,5,template=0+2,top1.centred",
            found -> assertThat(found).isGreaterThan(0.9));
    // its counterfactual has most words in common with it
    assertThat(metrics.get("against-counterfactual,resid_post,5,,cosine.between"))
        .isLessThan(metrics.get("within-between,resid_post,5,,cosine.between"));
    assertThat(runs.resolve("prompt-templates/latest/figures/alignment.pairs.resid_post.png"))
        .exists();
  }

  @Test
  void moreWrongStatementsLieFartherFromTheTrueOne() throws IOException {
    Map<String, Double> metrics =
        run(
            "06-graded-counterfactuals.yaml",
            "graded-counterfactuals",
            "components=[resid_post]",
            "layers=[3, 5]");

    assertThat(metrics.get("graded-distance,resid_post,3,grade=near,cosine"))
        .isLessThan(metrics.get("graded-distance,resid_post,3,grade=far,cosine"));
    assertThat(metrics)
        .hasEntrySatisfying(
            "graded-distance,resid_post,3,,cosine.p_value", p -> assertThat(p).isLessThan(0.01))
        .hasEntrySatisfying(
            "places-only,resid_post,3,,cosine.rho", rho -> assertThat(rho).isPositive());
  }

  @Test
  void howWrongAStatementIsIsReadOffItsActivations() throws IOException {
    Map<String, Double> metrics =
        run(
            "06-graded-counterfactuals.yaml",
            "graded-counterfactuals",
            "components=[resid_post]",
            "layers=[3, 5]",
            "analyses=[{type: ridge-probe, target: grade, order: ['true', near, far, impossible]}]");

    assertThat(metrics)
        .hasEntrySatisfying(
            "ridge-probe,resid_post,3,,r2.low", low -> assertThat(low).isGreaterThan(0.5))
        .hasEntrySatisfying(
            "ridge-probe,resid_post,3,,control", r2 -> assertThat(r2).isLessThan(0.1))
        .hasEntrySatisfying("ridge-probe,,,,bag_of_tokens", r2 -> assertThat(r2).isLessThan(0.1));
    assertThat(
            runs.resolve(
                "graded-counterfactuals/latest/figures/ridge-probe.resid_post.predicted.png"))
        .exists();
  }

  @Test
  void translationsAreFoundMoreOftenThanByChance() throws IOException {
    Map<String, Double> metrics =
        run(
            "10-cross-lingual.yaml",
            "cross-lingual",
            "model=minilm",
            "analyses.alignment.resamples=100",
            "layers=[0, 3, 5]");

    assertThat(metrics)
        .hasEntrySatisfying(
            "alignment,resid_post,,,top1.chance", of -> assertThat(of).isEqualTo(0.0125))
        .hasEntrySatisfying(
            "alignment,resid_post,5,,top1.centred.low", low -> assertThat(low).isGreaterThan(0.3));
    assertThat(runs.resolve("cross-lingual/latest/figures/alignment.retrieval.resid_post.png"))
        .exists();
  }
}
