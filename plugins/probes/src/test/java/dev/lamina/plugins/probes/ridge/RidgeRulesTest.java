package dev.lamina.plugins.probes.ridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedProblems;
import dev.lamina.testkit.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RidgeRulesTest {

  private static final List<String> FOUR = List.of("a", "b", "c", "d");

  @Test
  void aValueThatIsNoNumberIsAnErrorThatNamesThePrompt() {
    List<String> values =
        IntStream.range(0, 20).mapToObj(row -> row == 7 ? "n/a" : "" + row).toList();
    assertThat(problems(values, FOUR, List.of(), Optional.empty(), Optional.empty(), 2))
        .containsExactly(
            "spec:target: error: label 'year' of prompt 8 is 'n/a', which is no number; set 'target' to a label of numbers, or tell its values apart by linear-probe");
    assertThat(
            problems(
                List.of("1", "2", "NaN", "3"),
                FOUR,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                2))
        .singleElement()
        .asString()
        .startsWith("spec:target: error: label 'year' of prompt 3 is 'NaN', which is no number");
  }

  @Test
  void theOrderOfNamesCanBeSaid() {
    List<String> values = List.of("true", "near", "far", "near");
    assertThat(problems(values, FOUR, List.of(), Optional.empty(), Optional.empty(), 2))
        .containsExactly(
            "spec:target: error: label 'year' of prompt 1 is 'true', which is no number; set 'target' to a label of numbers, say how its values are ordered, e.g. order: [true, near, far], or tell its values apart by linear-probe");
    assertThat(
            problems(
                values,
                FOUR,
                List.of("true", "near", "far"),
                Optional.empty(),
                Optional.empty(),
                2))
        .isEmpty();
    assertThat(
            problems(values, FOUR, List.of("true", "near"), Optional.empty(), Optional.empty(), 2))
        .containsExactly(
            "spec:order: error: lacks 'far' of label 'year'; add it, or leave its prompts out by the data set's 'filter'");
    assertThat(
            problems(
                values,
                FOUR,
                List.of("true", "near", "true"),
                Optional.empty(),
                Optional.empty(),
                2))
        .containsExactly("spec:order: error: has a value twice: true, near, true");
  }

  @Test
  void aConstantTargetIsAnError() {
    assertThat(
            problems(
                List.of("3", "3", "3", "3"),
                FOUR,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                2))
        .containsExactly(
            "spec:target: error: label 'year' is '3' in all of these 4 prompts, so that there is nothing to predict");
  }

  @Test
  void tooFewPromptsOrGroupsAreErrors() {
    List<String> values = List.of("1", "2", "3", "4");
    assertThat(problems(values, FOUR, List.of(), Optional.empty(), Optional.empty(), 5))
        .containsExactly("spec:folds: error: must be at most 4, the number of prompts, but is 5");
    assertThat(
            problems(
                values,
                List.of("a", "a", "b", "b"),
                List.of(),
                Optional.of("group"),
                Optional.empty(),
                3))
        .containsExactly(
            "spec:folds: error: must be at most 2, the number of groups by 'group', but is 3; group by another label or set group_by: null");
    assertThat(problems(values, FOUR, List.of(), Optional.of("year"), Optional.empty(), 2))
        .containsExactly(
            "spec:group_by: error: is the target, 'year'; group by another label, e.g. the fact's pair or subject, or set group_by: null");
  }

  @Test
  void foldsThatHaveNothingToLearnAreErrors() {
    assertThat(
            problems(
                List.of("1", "1", "2", "3"),
                List.of("train", "train", "test", "test"),
                List.of(),
                Optional.empty(),
                Optional.of("group"),
                2))
        .containsExactly(
            "spec:split_by: error: leaves a fold without test prompts or with one value of 'year' among the training prompts; set fewer 'folds' or divide the prompts by another label");
    assertThat(
            problems(
                List.of("1", "2", "3", "3"),
                List.of("train", "train", "test", "test"),
                List.of(),
                Optional.empty(),
                Optional.of("group"),
                2))
        .containsExactly(
            "spec:split_by: error: leaves one value of 'year' among the test prompts, so that there is nothing to predict");
  }

  private static List<String> problems(
      List<String> values,
      List<String> groups,
      List<String> order,
      Optional<String> groupBy,
      Optional<String> splitBy,
      int folds) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    labels.put("year", values);
    labels.put(
        "group", IntStream.range(0, values.size()).mapToObj(i -> groups.get(i % 4)).toList());
    ArrayStudy study =
        ArrayStudy.of(Map.of(Component.RESID_POST, new float[values.size()][1][1]), labels);
    RidgeProbe.Config config =
        new RidgeProbe.Config(
            "year",
            order,
            new Alpha(OptionalDouble.empty()),
            new Division(new GroupedFolds(folds, groupBy), splitBy),
            true,
            true,
            false);
    RecordedProblems problems = new RecordedProblems();
    new RidgeProbe(config, Services.seeds(1), Services.sequential(), Services.silent())
        .check(study.design(), problems);
    return problems.lines();
  }
}
