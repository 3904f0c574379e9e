package dev.lamina.plugins.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamina.api.activation.Activations;
import dev.lamina.api.analysis.OpenStudy;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.comparison.ComparedDesign;
import dev.lamina.api.comparison.ComparedRun;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.figure.LineChart;
import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.Studies;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.plugins.statistics.similarity.Kernel;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelSimilarityTest {

  private static final Component RESID_POST = Component.RESID_POST;

  private final RecordedFindings findings = new RecordedFindings();
  private final List<Study> open = new ArrayList<>();
  private int mostOpen;

  private static JsonNode reference() throws IOException {
    try (InputStream in = Studies.class.getResourceAsStream("cross.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private KnownRun run(String name, float[][][] values) {
    Study study = Studies.ofArrays(values, Studies.alternating(values.length, "true", "false"));
    return KnownRun.of(name, Map.of("model", name), List.of())
        .sized(values[0].length, values.length)
        .with(() -> new Opened(study));
  }

  private final class Opened implements OpenStudy {
    private final Study study;

    Opened(Study study) {
      this.study = study;
      open.add(study);
      mostOpen = Math.max(mostOpen, open.size());
    }

    @Override
    public StudyDesign design() {
      return study.design();
    }

    @Override
    public Activations activations(Component component) {
      return study.activations(component);
    }

    @Override
    public void close() {
      open.remove(study);
    }
  }

  private static ModelSimilarity.Config cka(Kernel kernel, RunPairs pairs, int batch) {
    return new ModelSimilarity.Config(
        RESID_POST, SimilarityMeasure.CKA, pairs, kernel, 1, Distance.CORRELATION, batch);
  }

  private static ModelSimilarity.Config rsa(Distance distance) {
    return new ModelSimilarity.Config(
        RESID_POST, SimilarityMeasure.RSA, RunPairs.AUTO, Kernel.LINEAR, 1, distance, 512);
  }

  private static ModelSimilarity.Config procrustes() {
    return new ModelSimilarity.Config(
        RESID_POST,
        SimilarityMeasure.PROCRUSTES,
        RunPairs.AUTO,
        Kernel.LINEAR,
        1,
        Distance.COSINE,
        512);
  }

  /** A sweep of which no run failed. */
  private static List<ComparedRun> whole(KnownRun... runs) {
    List<ComparedRun> placed = new ArrayList<>();
    for (KnownRun run : runs) {
      placed.add(run.at(placed.size(), runs.length));
    }
    return placed;
  }

  private void compare(ModelSimilarity.Config config, KnownRun... runs) {
    compare(config, whole(runs));
  }

  private void compare(ModelSimilarity.Config config, List<ComparedRun> runs) {
    new ModelSimilarity(config, Services.seeds(3), Services.parallel()).compare(runs, findings);
    assertThat(open).as("studies that were left open").isEmpty();
    assertThat(mostOpen).isEqualTo(2);
  }

  private double similarity(int layer, int other) {
    return findings.tables().get("").rows().stream()
        .filter(row -> row.subList(2, 4).equals(List.of(layer, other)))
        .mapToDouble(row -> (double) row.get(6))
        .findFirst()
        .orElseThrow();
  }

  private double value(String metric, int layer) {
    return findings.metrics().stream()
        .filter(of -> of.name().equals(metric) && of.layer().equals(OptionalInt.of(layer)))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private double value(String metric) {
    return findings.metrics().stream()
        .filter(of -> of.name().equals(metric) && of.layer().isEmpty())
        .findFirst()
        .orElseThrow()
        .value();
  }

  private void assertEqualTo(JsonNode expected) {
    for (int layer = 0; layer < 3; layer++) {
      for (int other = 0; other < 2; other++) {
        assertThat(similarity(layer, other))
            .isCloseTo(expected.get(layer).get(other).doubleValue(), within(1e-9));
      }
    }
  }

  private void compareReference(ModelSimilarity.Config config) throws IOException {
    compare(
        config,
        run("first", Studies.values(reference().get("first"))),
        run("second", Studies.values(reference().get("second"))));
  }

  @ParameterizedTest
  @EnumSource
  void ckaEqualsTheUStatisticOverAllPrompts(Kernel kernel) throws IOException {
    compareReference(cka(kernel, RunPairs.AUTO, 512));

    assertEqualTo(reference().at("/cka/" + kernel.name().toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @EnumSource
  void rsaEqualsScipysCorrelationOfDistances(Distance distance) throws IOException {
    compareReference(rsa(distance));

    assertEqualTo(reference().at("/rsa/" + distance.id()));
  }

  @Test
  void procrustesEqualsScipys() throws IOException {
    compareReference(procrustes());

    assertEqualTo(reference().get("procrustes"));
    assertThat(value("shuffled.mean")).isBetween(0.1, value("same_depth.mean"));
  }

  @Test
  void metricsFollowFromTheTable() throws IOException {
    compareReference(cka(Kernel.LINEAR, RunPairs.AUTO, 512));

    // layers 0, 1, 2 lie at depths 0, 0.5, 1 of the first model, 0 and 1 at 0 and 1 of the second
    double[] sameDepth = {similarity(0, 0), similarity(1, 0), similarity(2, 1)};
    for (int layer = 0; layer < 3; layer++) {
      assertThat(value("same_depth", layer)).isEqualTo(sameDepth[layer]);
      double best = Math.max(similarity(layer, 0), similarity(layer, 1));
      assertThat(value("best", layer)).isEqualTo(best);
      assertThat(similarity(layer, (int) value("best_layer", layer))).isEqualTo(best);
    }
    assertThat(value("same_depth.mean"))
        .isCloseTo(Arrays.stream(sameDepth).average().orElseThrow(), within(1e-12));
    assertThat(findings.metrics()).allMatch(metric -> metric.group().equals("first vs second"));
    assertThat(findings.tables().get("").rows().get(3).subList(0, 6))
        .isEqualTo(List.of("first", "second", 1, 1, 0.5, 1.0));
    Heatmap figure = (Heatmap) findings.figures().get("resid_post.first.second");
    assertThat(figure.rows()).containsExactly("2", "1", "0");
    assertThat(figure.columns()).containsExactly("0", "1");
    assertThat(figure.values()[0][1]).isEqualTo(similarity(2, 1));
    assertThat(figure.range()).contains(new Heatmap.Range(0, 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"CKA", "RSA"})
  void aRunIsLikeItselfLayerByLayerAndUnlikeItselfWithItsPromptsInAnotherOrder(
      SimilarityMeasure measure) {
    float[][][] values = Studies.normal(150, 4, 24, 8);
    List<float[][]> shuffled = new ArrayList<>(List.of(values));
    Collections.shuffle(shuffled, new Random(1));
    ModelSimilarity.Config config =
        measure == SimilarityMeasure.CKA
            ? cka(Kernel.LINEAR, RunPairs.NEXT, 512)
            : rsa(Distance.COSINE);

    compare(config, run("one", values), run("again", values));
    assertThat(value("same_depth.mean")).isCloseTo(1, within(1e-9));
    assertThat(value("matched")).isEqualTo(1);
    assertThat(value("shuffled.mean")).isCloseTo(0, within(0.03));
    assertThat(similarity(0, 1)).isCloseTo(0, within(0.06));
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("one and again represent the prompts with a ")
        .contains(" for 4 of 4 layers of one the most similar layer of again is the one at the ")
        .endsWith("; 150 prompts.");

    RecordedFindings others = new RecordedFindings();
    new ModelSimilarity(config, Services.seeds(3), Services.sequential())
        .compare(
            whole(run("one", values), run("shuffled", shuffled.toArray(float[][][]::new))), others);
    assertThat(others.tables().get("").rows())
        .hasSize(16)
        .allSatisfy(row -> assertThat((double) row.get(6)).isCloseTo(0, within(0.1)));
  }

  @Test
  void isNearlyTheSameInBatchesAndDoesNotDependOnThreads() {
    float[][][] values = Studies.normal(400, 2, 16, 9);
    float[][][] half = Studies.normal(400, 2, 16, 10);
    for (int row = 0; row < 400; row++) {
      System.arraycopy(values[row][0], 0, half[row][0], 0, 8); // half of the variance is shared
    }
    KnownRun[] runs = {run("a", values), run("b", half)};
    compare(cka(Kernel.LINEAR, RunPairs.AUTO, 512), runs);
    double whole = similarity(0, 0);
    RecordedFindings batches = new RecordedFindings();
    RecordedFindings sequential = new RecordedFindings();

    ModelSimilarity.Config config = cka(Kernel.LINEAR, RunPairs.AUTO, 64);
    new ModelSimilarity(config, Services.seeds(3), Services.parallel())
        .compare(whole(runs), batches);
    new ModelSimilarity(config, Services.seeds(3), Services.sequential())
        .compare(whole(runs), sequential);

    assertThat(whole).isCloseTo(0.5, within(0.05));
    assertThat((double) batches.tables().get("").rows().get(0).get(6))
        .isCloseTo(whole, within(0.02));
    assertThat(sequential.metrics()).isEqualTo(batches.metrics());
  }

  @Test
  void ofSeveralRunsEachPairIsCompared() {
    float[][][] values = Studies.normal(60, 2, 8, 1);
    float[][][] other = Studies.normal(60, 3, 8, 2);
    compare(
        cka(Kernel.LINEAR, RunPairs.AUTO, 512),
        run("a b", values),
        run("a/b", values),
        run("c", other));

    assertThat(findings.figures())
        .containsOnlyKeys(
            "resid_post.a-b.a-b", "resid_post.a-b.c", "resid_post.a-b.c-2", "same_depth");
    assertThat(findings.tables().get("pairs").rows()).hasSize(3);
    assertThat(((LineChart) findings.figures().get("same_depth")).lines())
        .extracting(LineChart.Line::name)
        .contains("a b vs a/b", "prompts shuffled");
    assertThat(findings.headlines().get(0).sentence())
        .startsWith(
            "Of 3 pairs of runs, a b and a/b represent the prompts most alike: linear CKA 1.00 ")
        .endsWith("; 60 prompts.");
  }

  @Test
  void aLayerThatIsTheSameForAllPromptsIsNotANumberAndNoMatch() {
    float[][][] values = Studies.normal(30, 2, 8, 1);
    float[][][] constant = Studies.normal(30, 2, 8, 1);
    for (float[][] prompt : constant) {
      Arrays.fill(prompt[0], 0.1f);
    }
    compare(cka(Kernel.LINEAR, RunPairs.AUTO, 512), run("a", values), run("b", constant));

    assertThat(similarity(0, 0)).isNaN();
    assertThat(value("best_layer", 0)).isEqualTo(1);
    assertThat(value("same_depth.mean")).isCloseTo(1, within(1e-9));
    assertThat(value("matched")).isEqualTo(0.5);
    assertThat(findings.headlines().get(0).sentence()).doesNotContain("NaN");
  }

  @Test
  void pairsAreThoseThatAreWanted() {
    assertThat(RunPairs.AUTO.of(3)).hasSize(3);
    assertThat(RunPairs.AUTO.of(6)).hasSize(15);
    assertThat(RunPairs.AUTO.of(7)).hasSize(6).allMatch(pair -> pair.first() == 0);
    assertThat(RunPairs.ALL.of(7)).hasSize(21);
    assertThat(RunPairs.NEXT.of(4))
        .containsExactly(new RunPairs.Pair(0, 1), new RunPairs.Pair(1, 2), new RunPairs.Pair(2, 3));
  }

  @Test
  void partnersLieAtTheNearestDepthOfTheModelsNotOfTheLayersCaptured() {
    assertThat(new DepthPartners(List.of(0, 3, 5), 6, List.of(0, 3, 7, 11), 12).places())
        .containsExactly(0, 2, 3);
    assertThat(new DepthPartners(List.of(0, 1, 2), 3, List.of(0, 1), 2).places())
        .containsExactly(0, 0, 1); // half-way, the lower one
    assertThat(new DepthPartners(List.of(0), 1, List.of(0, 11), 12).places()).containsExactly(0);
  }

  /** The runs of a sweep of {@code planned}, but for some that failed. */
  private List<ComparedRun> without(int planned, Integer... failed) {
    List<ComparedRun> runs = new ArrayList<>();
    for (int index = 0; index < planned; index++) {
      if (!List.of(failed).contains(index)) {
        runs.add(run("run" + index, Studies.normal(20, 2, 4, index)).at(index, planned));
      }
    }
    return runs;
  }

  private List<String> pairs(RunPairs pairs, List<ComparedRun> runs) {
    compare(cka(Kernel.LINEAR, pairs, 512), runs);
    return findings.tables().get("pairs").rows().stream()
        .map(row -> row.get(0) + " " + row.get(1))
        .toList();
  }

  @Test
  void aStarStaysAStarWhereARunFailed() {
    assertThat(pairs(RunPairs.AUTO, without(7, 3)))
        .containsExactly("run0 run1", "run0 run2", "run0 run4", "run0 run5", "run0 run6");
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("Of 5 pairs of runs, ")
        .endsWith("; 20 prompts; 1 pair is left out, as a run failed.");
  }

  @Test
  void noRunBridgesTheGapOfOneThatFailed() {
    assertThat(pairs(RunPairs.NEXT, without(5, 2))).containsExactly("run0 run1", "run3 run4");
    assertThat(findings.headlines().get(0).sentence())
        .endsWith("; 2 pairs are left out, as a run failed.");
  }

  @Test
  void noOtherRunTakesThePlaceOfAReferenceThatFailed() {
    assertThatThrownBy(() -> pairs(RunPairs.FIRST, without(4, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no pair of runs is left to compare with  pairs: first: 3 of 4 runs came to their end (run1, run2, run3)");
  }

  @Test
  void onlyOneRunThatCameToItsEndIsRefused() {
    assertThatThrownBy(() -> pairs(RunPairs.AUTO, without(2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no pair of runs is left to compare with  pairs: auto: 1 of 2 runs came to their end (run0)");
  }

  private static List<String> problems(ComparedDesign... runs) {
    RecordedProblems problems = new RecordedProblems();
    new ModelSimilarity(
            cka(Kernel.LINEAR, RunPairs.AUTO, 512), Services.seeds(0), Services.sequential())
        .check(List.of(runs), problems);
    return problems.lines();
  }

  private static ComparedDesign design(
      String name, Component component, int prompts, String texts) {
    return new ComparedDesign(name, List.of(component), List.of(0, 1), "mean", prompts, texts);
  }

  @Test
  void runsThatCannotBeComparedAreFoundBeforeTheyRun() {
    ComparedDesign a = design("a", RESID_POST, 20, "same");

    assertThat(problems(a, design("b", RESID_POST, 20, "same"))).isEmpty();
    assertThat(problems(a))
        .containsExactly(
            "spec:type: error: model-similarity compares the runs of a sweep, but there is one; add a case");
    assertThat(problems(a, design("b", Component.MLP_OUT, 20, "same")))
        .containsExactly(
            "spec:component: error: component must be one that every run captures, but resid_post is not among"
                + " those of 'b' (mlp_out); add it to  components");
    assertThat(problems(a, design("b", RESID_POST, 20, "other")))
        .containsExactly(
            "spec:type: error: model-similarity compares how runs represent the same prompts, but those of"
                + " 'a' and 'b' differ, in their texts or their order; sweep over models, not over prompts");
    assertThat(problems(a, design("b", RESID_POST, 24, "other")))
        .containsExactly(
            "spec:type: error: model-similarity compares how runs represent the same prompts, but 'a' has"
                + " 20 prompts and 'b' 24; sweep over models, not over prompts");
    assertThat(problems(design("a", RESID_POST, 3, "same"), design("b", RESID_POST, 3, "same")))
        .containsExactly(
            "spec:type: error: model-similarity needs at least 4 prompts, but 'a' has 3; add prompts");
    ComparedDesign tokens =
        new ComparedDesign("t", List.of(RESID_POST), List.of(0), "all", 20, "same");
    assertThat(problems(a, tokens))
        .containsExactly(
            "spec:type: error: model-similarity compares one row a prompt and cannot take  positions: all,"
                + " as 't' has");
  }
}
