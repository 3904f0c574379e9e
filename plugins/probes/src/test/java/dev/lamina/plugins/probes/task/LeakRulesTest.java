package dev.lamina.plugins.probes.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.split.GroupedFolds;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedProblems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeakRulesTest {

  /** 40 prompts that are true and false in turn. */
  private static ArrayStudy study(String name, List<String> values, List<String> texts) {
    return study(Map.of(name, values), texts);
  }

  private static ArrayStudy study(Map<String, List<String>> more, List<String> texts) {
    List<String> labels = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    for (int row = 0; row < 40; row++) {
      labels.add(row % 2 == 0 ? "true" : "false");
      pairs.add("pair " + row / 2);
    }
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("is_true", labels);
    columns.put("pair", pairs);
    columns.putAll(more);
    return ArrayStudy.of(Map.of(Component.EMBED, new float[40][1][2]), columns).withTexts(texts);
  }

  private static List<String> every(int rows, IntFunction<String> of) {
    return IntStream.range(0, rows).mapToObj(of).toList();
  }

  private static List<String> warnings(ArrayStudy study, Optional<String> groupBy) {
    return warnings(study, groupBy, Optional.empty());
  }

  private static List<String> warnings(
      ArrayStudy study, Optional<String> groupBy, Optional<String> splitBy) {
    RecordedProblems problems = new RecordedProblems();
    Division division = new Division(new GroupedFolds(5, groupBy), splitBy);
    ProbingTask task = ProbingTask.of(study.design(), "is_true", division);
    new LeakRules(task, study.design().prompts(), problems).check();
    assertThat(problems.hasErrors()).isFalse();
    return problems.lines();
  }

  private static final List<String> TEXTS = every(40, row -> "City " + row);

  @Test
  void aSubjectThatHasOneAnswerIsALeak() {
    // each speaker says two true or two false things, in different pairs
    List<String> speakers = every(40, row -> "speaker " + row % 2 + row / 4);

    assertThat(warnings(study("speaker", speakers, TEXTS), Optional.of("pair")))
        .containsExactly(
            "spec:group_by: warning: 40 of 40 prompts have the speaker of a prompt of another group, which alone tells is_true right for 100% of them: a probe may learn that; group_by: speaker keeps them together");
    assertThat(warnings(study("speaker", speakers, TEXTS), Optional.of("speaker"))).isEmpty();
  }

  /** What is held out whole cannot leak; halves of a speaker's statements on both sides do. */
  @Test
  void aSplitThatPartsASubjectIsALeak() {
    List<String> speakers = every(40, row -> "speaker " + row % 2 + row / 4);
    ArrayStudy study = study("speaker", speakers, TEXTS);
    assertThat(warnings(study, Optional.of("pair"), Optional.of("speaker"))).isEmpty();

    ArrayStudy parted =
        study(
            Map.of(
                "speaker", speakers, "part", every(40, row -> row / 2 % 2 == 0 ? "train" : "test")),
            TEXTS);
    assertThat(warnings(parted, Optional.of("pair"), Optional.of("part")))
        .containsExactly(
            "spec:split_by: warning: 40 of 40 prompts have the speaker of a prompt of another part, which alone tells is_true right for 100% of them: a probe may learn that; split_by: speaker holds each out whole");
  }

  @Test
  void balancedObjectsAreNone() {
    List<String> objects =
        every(40, row -> "country " + (row % 2 == 0 ? row / 2 : (row / 2 + 1) % 20));

    assertThat(warnings(study("object", objects, TEXTS), Optional.of("pair"))).isEmpty();
  }

  @Test
  void copiesThatNothingKeepsTogetherAreNamed() {
    assertThat(warnings(study("kind", every(40, row -> "x"), TEXTS), Optional.empty()))
        .containsExactly(
            "spec:group_by: warning: prompts of the same pair are in training and test, since nothing is grouped; group_by: pair keeps them together");
  }

  @Test
  void copiesInSeveralGroupsAreNamed() {
    List<String> texts = every(40, row -> row == 4 || row == 9 ? "Same" : "City " + row);

    assertThat(warnings(study("kind", every(40, row -> "x"), texts), Optional.of("pair")))
        .containsExactly(
            "spec:group_by: warning: 1 prompts are there more than once and may be both in training and test, e.g. 'Same': leave copies out, or give them a common label and name it in group_by");
  }

  @Test
  void aWordOrALengthThatTellsIsNamed() {
    List<String> worded =
        every(40, row -> "It is " + (row % 2 == 0 || row == 7 ? "" : "not ") + row);
    List<String> longer = every(40, row -> row % 2 == 0 ? "so " + row : "it is so " + row);
    List<String> x = every(40, row -> "x");

    assertThat(warnings(study("kind", x, worded), Optional.of("pair")))
        .containsExactly(
            "spec:target: warning: the word 'not' alone tells is_true right for 98% of the prompts, so that a probe shows no more than that the model reads it; compare with prompts in which it does not");
    assertThat(warnings(study("kind", x, longer), Optional.of("pair")))
        .singleElement()
        .asString()
        .contains("alone tells is_true right for 100% of the prompts");
  }
}
