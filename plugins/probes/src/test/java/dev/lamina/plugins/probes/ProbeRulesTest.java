package dev.lamina.plugins.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Location;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompt;
import dev.lamina.api.prompt.Prompts;
import dev.lamina.plugins.probes.fit.kind.ProbeKind;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.plugins.probes.task.ProbeRules;
import dev.lamina.plugins.probes.task.ProbingTask;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeRulesTest {

  @Test
  void aLabelOfOneClassIsAnError() {
    assertThat(problems(design(List.of("true", "true", "true")), "is_true", 2, Optional.empty()))
        .containsExactly(
            "spec:target: error: label 'is_true' has one class, 'true', in these 3 prompts; a probe tells two or more apart: add prompts of another class or set 'target' to another label");
  }

  @Test
  void fewerPromptsThanFoldsIsAnError() {
    assertThat(problems(design(List.of("true", "false")), "is_true", 5, Optional.empty()))
        .containsExactly("spec:folds: error: must be at most 2, the number of prompts, but is 5");
  }

  @Test
  void aClassWithFewerPromptsThanFoldsIsAnError() {
    List<String> labels = List.of("true", "false", "true", "true", "true", "true", "false");
    assertThat(problems(design(labels), "is_true", 5, Optional.empty()))
        .containsExactly(
            "spec:folds: error: must be at most 2, the number of prompts with is_true = 'false', but is 5; leave small classes out by the data set's 'filter' or set 'target' to another label");
  }

  @Test
  void fewerGroupsThanFoldsIsAnError() {
    List<String> labels = List.of("true", "false", "true", "false", "true", "false");
    List<String> groups = List.of("a", "a", "b", "b", "b", "b");
    assertThat(problems(design(labels, groups), "is_true", 3, Optional.of("group")))
        .containsExactly(
            "spec:folds: error: must be at most 2, the number of groups by 'group', but is 3; group by another label or set group_by: null");
  }

  @Test
  void groupingByTheTargetIsAnError() {
    List<String> labels = List.of("true", "false", "true", "false");
    assertThat(problems(design(labels), "is_true", 2, Optional.of("is_true")))
        .containsExactly(
            "spec:group_by: error: is the target, 'is_true', so that no fold could learn a class that it is tested on; group by another label, e.g. the fact's pair or subject, or set group_by: null");
  }

  @Test
  void aClassInASingleGroupIsAnError() {
    List<String> labels = List.of("true", "true", "true", "false", "false", "false");
    List<String> groups = List.of("a", "a", "a", "b", "c", "d");
    assertThat(problems(design(labels, groups), "is_true", 2, Optional.of("group")))
        .containsExactly(
            "spec:group_by: error: leaves a fold without test prompts or a class of 'is_true' without training prompts: the groups by 'group' are too few or too uneven for 2 folds; set fewer 'folds', group by another label or set group_by: null");
  }

  @Test
  void aQuantityIsNoTarget() {
    List<Prompt> prompts = new ArrayList<>();
    for (int year = 0; year < 30; year++) {
      Map<String, String> values = Map.of("year", Integer.toString(1900 + year));
      prompts.add(new Prompt("p", values, Map.of(), new Location("data.csv", year + 2, 1)));
    }
    StudyDesign any = design(List.of("true", "false"));
    StudyDesign design =
        new StudyDesign(
            new Prompts(prompts, Map.of("year", LabelKind.NUMBER), Optional.empty()),
            any.model(),
            any.components(),
            any.layers(),
            any.positions());
    assertThat(problems(design, "year", 5, Optional.empty()))
        .containsExactly(
            "spec:target: error: label 'year' is a number with 30 values; a probe tells at most 20 numbers apart and predicts no quantity: take ridge-probe, or set 'target' to a label of classes");
  }

  @Test
  void aSearchForContrastsWithoutPairsIsAnError() {
    RecordedProblems problems = new RecordedProblems();
    StudyDesign design = design(List.of("true", "false", "true", "false"));
    ProbingTask task = ProbingTask.of(design, "is_true", new GroupedFolds(2, Optional.empty()));
    new ProbeRules(task, ProbeKind.CCS, 2, problems).check(Services.seeds(1).random("folds"));

    assertThat(problems.lines())
        .containsExactly(
            "spec:probe: error: ccs needs two classes and pairs of a prompt of each: set group_by to the label that a fact and its counterfactual share, or take another probe");
  }

  @Test
  void whatCanBeProbedIsNoProblem() {
    List<String> labels = IntStream.range(0, 20).mapToObj(row -> "" + (row % 2 == 0)).toList();
    List<String> groups = IntStream.range(0, 20).mapToObj(row -> "g" + row / 2).toList();
    assertThat(problems(design(labels, groups), "is_true", 10, Optional.of("group"))).isEmpty();
    assertThat(problems(design(labels, groups), "is_true", 10, Optional.empty()))
        .noneMatch(line -> line.contains("error"));
  }

  private static StudyDesign design(List<String> labels) {
    return design(labels, labels);
  }

  private static StudyDesign design(List<String> labels, List<String> groups) {
    float[][][] values = new float[labels.size()][1][1];
    return ArrayStudy.of(
            Map.of(Component.RESID_POST, values), Map.of("is_true", labels, "group", groups))
        .design();
  }

  private static List<String> problems(
      StudyDesign design, String target, int folds, Optional<String> groupBy) {
    RecordedProblems problems = new RecordedProblems();
    LinearProbe.Config config = Studies.config(target, folds, groupBy, true, false);
    new LinearProbe(config, Services.seeds(1), Services.sequential(), Services.silent())
        .check(design, problems);
    return problems.lines();
  }
}
