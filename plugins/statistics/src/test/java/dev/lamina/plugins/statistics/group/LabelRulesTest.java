package dev.lamina.plugins.statistics.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.testkit.ArrayStudy;
import dev.lamina.testkit.RecordedProblems;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelRulesTest {

  private final RecordedProblems problems = new RecordedProblems();

  private static StudyDesign design(List<String> values) {
    float[][][] nothing = new float[values.size()][1][1];
    return ArrayStudy.of(Map.of(Component.RESID_POST, nothing), Map.of("kind", values)).design();
  }

  @Test
  void aLabelOfOneClassIsAnError() {
    assertThat(LabelRules.severalClasses(design(Collections.nCopies(40, "true")), "kind", problems))
        .isFalse();
    assertThat(problems.lines())
        .containsExactly(
            "spec:by: error: label 'kind' has one class, 'true', in these 40 prompts; add prompts of another class"
                + " or set 'by' to another label");
  }

  @Test
  void aLabelOfTwoClassesIsFine() {
    assertThat(LabelRules.severalClasses(design(List.of("a", "b")), "kind", problems)).isTrue();
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void moreThanFiftyGroupsAreAnError() {
    List<String> values = IntStream.range(0, 51).mapToObj(String::valueOf).toList();

    LabelRules.notTooMany(Groups.of(design(values), "kind"), ", or name some", problems);
    LabelRules.notTooMany(Groups.of(design(values.subList(0, 50)), "kind"), "", problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:by: error: label 'kind' has 51 classes in these prompts, but at most 50 can be compared; set 'by' to"
                + " a label with fewer, or name some");
  }

  @Test
  void groupsOfASinglePromptAreAnErrorThatNamesTheFirstAndCounts() {
    LabelRules.twoPromptsEach(
        Groups.of(design(List.of("a", "b", "b", "c")), "kind"), "an effect size", problems);

    assertThat(problems.lines())
        .containsExactly(
            "spec:by: error: label 'kind' has only one prompt of 'a' and of 1 other class, but an effect size needs"
                + " two of each class; add prompts or leave such classes out by the data set's 'filter'");
  }

  @Test
  void aNamedLabelOfOneClassIsAnErrorWhereNoLabelWouldBeFine() {
    StudyDesign design = design(List.of("all", "all"));

    assertThat(LabelRules.severalClassesOrNoLabel(design, "kind", problems)).isFalse();
    assertThat(problems.lines()).singleElement().asString().contains("label 'kind' has one class");
  }
}
