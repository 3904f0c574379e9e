package dev.lamina.plugins.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamina.api.activation.Activations;
import dev.lamina.api.figure.Heatmap;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Location;
import dev.lamina.api.problem.RunFailedException;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.api.prompt.Span;
import dev.lamina.plugins.probes.score.Bootstrap;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.trajectory.Classes;
import dev.lamina.plugins.probes.trajectory.ComponentTrajectory;
import dev.lamina.plugins.probes.trajectory.Position;
import dev.lamina.plugins.probes.trajectory.Positions;
import dev.lamina.plugins.probes.trajectory.PromptChoice;
import dev.lamina.plugins.probes.trajectory.TokenWalk;
import dev.lamina.plugins.probes.trajectory.TrajectoryReport;
import dev.lamina.testkit.AnalysisContract;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedFindings;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import dev.lamina.testkit.TokenStudy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrajectoriesTest {

  private static final JsonNode REFERENCE = Reference.of("trajectories.json", "trajectories");
  private static final Trajectories.Config DEFAULTS =
      new Trajectories.Config(
          "is_true", new GroupedFolds(3, Optional.of("pair")), Optional.empty());

  /** The study of the reference: 16 prompts of 4 to 6 words, 3 layers, d_model 5. */
  private static TokenStudy ofReference() {
    List<Prompt> prompts = new ArrayList<>();
    for (JsonNode of : REFERENCE.get("prompts")) {
      Map<String, Span> spans = new LinkedHashMap<>();
      for (String name : List.of("subject", "object")) {
        if (of.get("spans").has(name)) {
          JsonNode span = of.get("spans").get(name);
          spans.put(name, new Span(span.get(0).asInt(), span.get(1).asInt()));
        }
      }
      Map<String, String> values = new LinkedHashMap<>();
      values.put("is_true", of.get("is_true").asText());
      values.put("pair", of.get("pair").asText());
      prompts.add(new Prompt(of.get("text").asText(), values, spans, new Location("memory", 1, 1)));
    }
    return study(prompts, values(REFERENCE.get("values")));
  }

  private static TokenStudy study(List<Prompt> prompts, float[][][] tokens) {
    ArrayStudy rows =
        ArrayStudy.of(
            Map.of(Component.RESID_POST, tokens),
            Map.of("no", Collections.nCopies(tokens.length, "x")));
    Map<String, LabelKind> labels = new LinkedHashMap<>();
    for (String name : prompts.get(0).values().keySet()) {
      labels.put(name, name.equals("is_true") ? LabelKind.BOOLEAN : LabelKind.CATEGORY);
    }
    return TokenStudy.of(new Prompts(prompts, labels, Optional.empty()), rows);
  }

  private static float[][][] values(JsonNode rows) {
    float[][][] values = new float[rows.size()][][];
    for (int row = 0; row < values.length; row++) {
      values[row] = Reference.floats(rows.get(row));
    }
    return values;
  }

  /** Folds as in the script, which the analysis itself draws. */
  private static RecordedFindings foundWithTheFoldsOfTheReference() {
    TokenStudy study = ofReference();
    int[] folds = new int[study.design().prompts().size()];
    for (int row = 0; row < folds.length; row++) {
      folds[row] = REFERENCE.get("prompts").get(row).get("fold").asInt();
    }
    Label truth = study.design().prompts().label("is_true");
    Optional<Classes> classes =
        Optional.of(
            new Classes(
                truth,
                new Folds(folds, 3),
                new Bootstrap(
                    IntStream.range(0, folds.length).toArray(), new SplittableRandom(1))));
    Activations activations = study.activations(Component.RESID_POST);
    Positions positions = Positions.of(study);
    TokenWalk walk = new TokenWalk(activations, positions, classes, Set.of(0));
    ComponentTrajectory found =
        new ComponentTrajectory(
            Component.RESID_POST, activations.layers().stream().map(walk::measure).toList());
    assertThat(positions.known()).containsExactly(Position.SUBJECT, Position.OBJECT, Position.LAST);
    RecordedFindings findings = new RecordedFindings();
    new TrajectoryReport(
            study, List.of(found), positions.known(), classes, List.of(0), Optional.empty())
        .write(findings);
    return findings;
  }

  @Test
  void meansAtPositionsEqualNumpy() {
    RecordedFindings findings = foundWithTheFoldsOfTheReference();
    List<List<Object>> rows = findings.tables().get("").rows();
    int compared = 0;
    for (JsonNode expected : REFERENCE.get("expected")) {
      int layer = expected.get("layer").asInt();
      String position = expected.get("position").asText();
      assertThat(findings.value(Component.RESID_POST, layer, "auc." + position))
          .isCloseTo(expected.get("auc").asDouble(), within(1e-12))
          .isBetween(
              findings.value(Component.RESID_POST, layer, "auc." + position + ".low"),
              findings.value(Component.RESID_POST, layer, "auc." + position + ".high"));
      for (List<Object> row : rows) {
        if (row.get(1).equals(layer) && row.get(2).equals(position)) {
          int group = List.of("", "is_true=true", "is_true=false").indexOf(row.get(3));
          double[] means = Reference.doubles(expected.get((String) row.get(4)));
          assertThat((double) row.get(5)).as("%s", row).isCloseTo(means[group], within(1e-6));
          if (group == 0) {
            assertThat((double) row.get(6)).as("%s", row).isCloseTo(means[3], within(1e-6));
            assertThat(row.get(7)).isEqualTo(expected.get("prompts").asLong());
          }
          compared++;
        }
      }
    }
    // l2_norm and to_previous at 3 positions, to_last at 2, of 3 groups; scores of 2 groups; there
    // is no layer before the first
    assertThat(rows).hasSize(compared);
    assertThat(compared).isEqualTo(3 * (3 * 3 + 2 * 3 + 3 * 2) + 2 * 3 * 3);
  }

  @Test
  void aPromptsTokensEqualNumpy() {
    List<List<Object>> rows = foundWithTheFoldsOfTheReference().tables().get("prompts").rows();

    assertThat(rows).hasSize(3 * 4);
    assertThat(rows.stream().map(row -> row.get(4)).limit(4))
        .containsExactly("Paris0", "is", "in", "France");
    for (List<Object> row : rows) {
      int layer = (int) row.get(2);
      int token = (int) row.get(3);
      List<String> names = List.of("l2_norm", "to_last", "to_previous", "score");
      for (int i = 0; i < names.size(); i++) {
        double expected =
            REFERENCE.at("/first_prompt/%s/%d/%d".formatted(names.get(i), layer, token)).asDouble();
        if (expected == -9) {
          assertThat(row.get(5 + i)).isEqualTo("");
        } else {
          assertThat((double) row.get(5 + i)).isCloseTo(expected, within(1e-6));
        }
      }
    }
  }

  @Test
  void findingsFollowTheContract() {
    RecordedFindings findings =
        AnalysisContract.of(parallel -> new Trajectories(DEFAULTS, Services.seeds(7), parallel))
            .verify(ofReference());

    assertThat(findings.figures().keySet())
        .containsExactly(
            "resid_post.l2_norm",
            "resid_post.prompts.l2_norm",
            "resid_post.to_last",
            "resid_post.prompts.to_last",
            "resid_post.to_previous",
            "resid_post.prompts.to_previous",
            "resid_post.score",
            "resid_post.prompts.score",
            "resid_post.auc");
    Heatmap pair = (Heatmap) findings.figures().get("resid_post.prompts.score");
    assertThat(pair.columns()).containsExactly("0", "1", "2");
    assertThat(pair.rows())
        .containsExactly("Paris0", "is", "in", "France", "Paris0", "is", "in", "Sri", "Lanka");
    assertThat(pair.rowGroups()).contains("true (row 0)", "false (row 1)");
    assertThat(findings.headlines().get(0).sentence())
        .startsWith("The difference of the means of true and false at the last token ")
        .endsWith("(0.5 is chance; in brackets 95% intervals; 3 folds grouped by pair, n = 16).");
  }

  /** Where a layer is scaled, its scores, which are relative to class means, stay as they are. */
  @Test
  void scoresDoNotDependOnScaleAndClassesThatAreTheSameHaveNone() {
    float[][][] tokens = values(REFERENCE.get("values"));
    for (float[][] token : tokens) {
      for (int j = 0; j < token[2].length; j++) {
        token[1][j] = 8 * token[2][j]; // layer 1 is layer 2, eight times as large
        token[0][j] = 1 + j; // layer 0 is constant
      }
    }
    RecordedFindings findings = new RecordedFindings();
    analysis(DEFAULTS).analyze(study(ofReference().design().prompts().items(), tokens), findings);

    for (String position : List.of("subject", "object", "last")) {
      assertThat(findings.value(Component.RESID_POST, 1, "auc." + position))
          .isEqualTo(findings.value(Component.RESID_POST, 2, "auc." + position));
      assertThat(findings.value(Component.RESID_POST, 0, "auc." + position)).isNaN();
      assertThat(findings.value(Component.RESID_POST, 2, "to_previous." + position))
          .isCloseTo(1, within(1e-6));
    }
    assertThat(findings.value(Component.RESID_POST, 0, "l2_norm.last"))
        .isCloseTo(Math.sqrt(1 + 4 + 9 + 16 + 25), within(1e-6));
    assertThat(findings.value(Component.RESID_POST, 0, "to_last.subject"))
        .isCloseTo(1, within(1e-6));
  }

  /**
   * The last token of true prompts is 4 apart from that of false ones along an axis of unit noise,
   * whose AUC is Phi(4 / sqrt 2) = 0.9977; other tokens are noise.
   */
  @Test
  void aDirectionThatWasPlantedAtTheLastTokenIsFoundThereOnly() {
    Random random = new Random(3);
    List<Prompt> prompts = new ArrayList<>();
    List<float[][]> tokens = new ArrayList<>();
    for (int row = 0; row < 400; row++) {
      boolean truth = row % 2 == 0;
      Map<String, String> values = new LinkedHashMap<>();
      values.put("is_true", String.valueOf(truth));
      values.put("pair", "fact " + row / 2);
      prompts.add(
          new Prompt(
              "one two", values, Map.of("subject", new Span(0, 3)), new Location("memory", 1, 1)));
      for (int token = 0; token < 2; token++) {
        float[][] layers = new float[2][8];
        for (float[] layer : layers) {
          for (int j = 0; j < layer.length; j++) {
            layer[j] = (float) random.nextGaussian();
          }
        }
        layers[1][0] += token == 1 && truth ? 4 : 0;
        tokens.add(layers);
      }
    }
    RecordedFindings findings = new RecordedFindings();
    analysis(DEFAULTS).analyze(study(prompts, tokens.toArray(float[][][]::new)), findings);

    assertThat(findings.value(Component.RESID_POST, 1, "auc.last")).isCloseTo(0.9977, within(0.01));
    // of 200 and 200, the standard error at chance is 0.029
    assertThat(findings.value(Component.RESID_POST, 1, "auc.subject")).isCloseTo(0.5, within(0.1));
    assertThat(findings.value(Component.RESID_POST, 0, "auc.last")).isCloseTo(0.5, within(0.1));
    assertThat(findings.value(Component.RESID_POST, 1, "score.last.difference"))
        .isCloseTo(2, within(0.2));
    assertThat(findings.value(Component.RESID_POST, "best_layer")).isEqualTo(1);
  }

  @Test
  void withoutLabelsThereIsNoScore() {
    List<Prompt> prompts =
        ofReference().design().prompts().items().stream()
            .map(
                of ->
                    new Prompt(of.text(), Map.of(Prompts.UNLABELLED, "all"), Map.of(), of.origin()))
            .toList();
    Trajectories.Config config =
        new Trajectories.Config(
            Prompts.UNLABELLED,
            new GroupedFolds(5, Optional.empty()),
            Optional.of(new PromptChoice.First(2)));
    RecordedFindings findings =
        AnalysisContract.of(parallel -> new Trajectories(config, Services.seeds(7), parallel))
            .verify(study(prompts, values(REFERENCE.get("values"))));

    assertThat(findings.figures().keySet())
        .containsExactly(
            "resid_post.l2_norm",
            "resid_post.prompts.l2_norm",
            "resid_post.prompts.to_last",
            "resid_post.to_previous",
            "resid_post.prompts.to_previous");
    assertThat(findings.metrics()).extracting(metric -> metric.name()).doesNotContain("auc.last");
    assertThat(findings.headlines().get(0).importance()).isEqualTo(30);
  }

  @Test
  void oneLayerIsDrawnAsBars() {
    TokenStudy study = ofReference();
    ArrayStudy oneLayer =
        ArrayStudy.of(
                Map.of(Component.RESID_POST, values(REFERENCE.get("values"))),
                Map.of("no", Collections.nCopies(REFERENCE.get("values").size(), "x")))
            .layers(List.of(1));

    AnalysisContract.of(parallel -> new Trajectories(DEFAULTS, Services.seeds(7), parallel))
        .verify(TokenStudy.of(study.design().prompts(), oneLayer));
  }

  @Test
  void whatCannotBeFollowedIsSaidBefore() {
    RecordedProblems problems = new RecordedProblems();
    Trajectories.Config rows =
        new Trajectories.Config(
            "is_true",
            new GroupedFolds(3, Optional.of("pair")),
            Optional.of(new PromptChoice.Rows(List.of(0, 16))));
    analysis(rows).check(ofReference().design(), problems);
    analysis(DEFAULTS).check(Studies.pairs(8, 4).design(), problems);
    analysis(
            new Trajectories.Config(
                "pair", new GroupedFolds(3, Optional.empty()), Optional.empty()))
        .check(ofReference().design(), problems);
    analysis(
            new Trajectories.Config(
                "is_true", new GroupedFolds(9, Optional.of("pair")), Optional.empty()))
        .check(ofReference().design(), problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:prompts.1: error: prompts must be rows from 0 to 15, but has 16",
            "spec:type: error: trajectories follows the tokens of each prompt; set  positions: all "
                + " (it is mean)",
            "spec:target: error: must be a label of two classes, but 'pair' has 8; keep two of them"
                + " by the data set's 'filter', or set another label",
            "spec:folds: error: must be at most 8, the number of groups by 'pair', but is 9; group"
                + " by another label or set group_by: null");
  }

  @Test
  void aTokenThatIsNotANumberFailsTheRunWithItsPlace() {
    float[][][] tokens = values(REFERENCE.get("values"));
    tokens[5][1][2] = Float.NaN; // row 0 has 4 words

    assertThatExceptionOfType(RunFailedException.class)
        .isThrownBy(
            () ->
                analysis(DEFAULTS)
                    .analyze(
                        study(ofReference().design().prompts().items(), tokens),
                        new RecordedFindings()))
        .withMessage(
            "trajectories cannot use resid_post at layer 1: token 1 of row 1 is not finite");
  }

  private static Trajectories analysis(Trajectories.Config config) {
    return new Trajectories(config, Services.seeds(42), Services.sequential());
  }
}
