package dev.lamina.plugins.statistics.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.testkit.ArrayStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {

  private static StudyDesign design(String label, List<String> values) {
    float[][][] nothing = new float[values.size()][1][1];
    return ArrayStudy.of(Map.of(Component.RESID_POST, nothing), Map.of(label, values)).design();
  }

  @Test
  void areTheClassesOfALabelTrueFirst() {
    Groups groups = Groups.of(design("is_true", List.of("false", "true", "false")), "is_true");

    assertThat(groups.count()).isEqualTo(2);
    assertThat(groups.value(0)).isEqualTo("true");
    assertThat(groups.members(1)).containsExactly(0, 2);
    assertThat(groups.size(1)).isEqualTo(2);
    assertThat(groups.metricGroup(0)).isEqualTo("is_true=true");
  }

  @Test
  void mayBeSomeClassesInAnotherOrder() {
    Groups groups =
        Groups.of(design("kind", List.of("a", "b", "c", "b")), "kind", List.of("c", "b"));

    assertThat(IntStream.range(0, 4).map(groups::of)).containsExactly(Groups.NO_GROUP, 1, 0, 1);
    assertThat(groups.name(0)).isEqualTo("c");
  }

  @Test
  void areNamedByTheirValueWhereItSpeaksForItself() {
    assertThat(Groups.of(design("is_true", List.of("true", "false")), "is_true").name(0))
        .isEqualTo("true");
    assertThat(Groups.of(design("relation", List.of("born_in", "x")), "relation").name(0))
        .isEqualTo("born_in");
    assertThat(Groups.of(design("negated", List.of("true", "false")), "negated").name(1))
        .isEqualTo("negated=false");
  }

  @Test
  void haveLongNamesCutUnlessThatMakesTwoAlike() {
    String longName = "a condition with a very long name indeed";
    Groups distinct = Groups.of(design("kind", List.of(longName, "b")), "kind");
    Groups alike = Groups.of(design("kind", List.of(longName + " 1", longName + " 2")), "kind");

    assertThat(distinct.name(0)).isEqualTo("a condition with a very lon…").hasSize(28);
    assertThat(alike.name(0)).isEqualTo(longName + " 1");
  }

  @Test
  void areDrawnUpToTheTwelveLargest() {
    List<String> values = new ArrayList<>();
    IntStream.range(0, 14).forEach(i -> values.add("group " + i));
    IntStream.range(2, 14).forEach(i -> values.add("group " + i));

    Groups groups = Groups.of(design("kind", values), "kind");

    assertThat(groups.drawn()).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    assertThat(groups.drawnNote()).isEqualTo(" (12 largest of 14 groups)");
  }

  @Test
  void areAllDrawnIfFew() {
    Groups groups = Groups.of(design("kind", List.of("a", "b")), "kind");

    assertThat(groups.drawn()).containsExactly(0, 1);
    assertThat(groups.drawnNote()).isEmpty();
  }
}
