package dev.lamina.plugins.statistics.group;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import java.util.List;
import java.util.stream.IntStream;

/** What analyses require of the label that they split by; errors are reported at {@code by}. */
public final class LabelRules {

  /** More groups than a table or a reader can compare. */
  private static final int MOST_GROUPS = 50;

  private LabelRules() {}

  /** Reports a label that has one class. Returns whether there are two or more. */
  public static boolean severalClasses(StudyDesign design, String by, Problems problems) {
    return severalClasses(design, "by", by, problems);
  }

  /** As {@link #severalClasses(StudyDesign, String, Problems)}, for a label named at a key. */
  public static boolean severalClasses(
      StudyDesign design, String key, String by, Problems problems) {
    Label label = design.prompts().label(by);
    if (label.classes().size() > 1) {
      return true;
    }
    if (Groups.isUnlabelled(label)) {
      problems.error(
          key,
          "the data set has no label to compare by; give its prompts a label of two or more classes or leave this analysis out");
      return false;
    }
    problems.error(
        key,
        "label %s has one class, %s, in these %d prompts; add prompts of another class or set '%s' to another label"
            .formatted(
                Quoted.of(by), Quoted.of(label.classes().get(0)), design.prompts().size(), key));
    return false;
  }

  /** As {@link #severalClasses}, but prompts without any label are fine: all are one group. */
  public static boolean severalClassesOrNoLabel(StudyDesign design, String by, Problems problems) {
    return Groups.isUnlabelled(design.prompts().label(by)) || severalClasses(design, by, problems);
  }

  /**
   * Reports more groups than can be compared.
   *
   * @param wayOut what else than another label would do, beginning with a comma, or empty
   */
  public static void notTooMany(Groups groups, String wayOut, Problems problems) {
    if (groups.count() > MOST_GROUPS) {
      problems.error(
          "by",
          "label %s has %d classes in these prompts, but at most %d can be compared; set 'by' to a label with fewer%s"
              .formatted(Quoted.of(groups.label()), groups.count(), MOST_GROUPS, wayOut));
    }
  }

  /**
   * Warns if no permutation test of two groups can find anything: so few prompts can be divided in
   * so few ways that no p value is at most 0.05.
   */
  public static void enoughToTest(Groups groups, Problems problems) {
    int first = groups.size(0);
    int second = groups.size(1);
    double ways = 1;
    for (int i = 1; i <= first; i++) {
      ways *= (second + i) / (double) i;
    }
    // of groups of one size, each division has a mirror image that differs as much
    double least = (first == second ? 2 : 1) / ways;
    if (least > 0.05) {
      problems.warning(
          "by",
          "%d and %d prompts are too few to test a difference: no p value can be below %.2g; add prompts"
              .formatted(first, second, least));
    }
  }

  /**
   * Reports groups of a single prompt.
   *
   * @param need what two prompts are needed for
   */
  public static void twoPromptsEach(Groups groups, String need, Problems problems) {
    List<Integer> single =
        IntStream.range(0, groups.count()).filter(group -> groups.size(group) < 2).boxed().toList();
    if (single.isEmpty()) {
      return;
    }
    if (groups.unlabelled()) {
      problems.error(
          "by", "there is only one prompt, but %s needs two; add prompts".formatted(need));
      return;
    }
    problems.error(
        "by",
        "label %s has only one prompt of %s%s, but %s needs two of each class; add prompts or leave such classes out by the data set's 'filter'"
            .formatted(
                Quoted.of(groups.label()),
                Quoted.of(groups.value(single.get(0))),
                others(single.size() - 1),
                need));
  }

  private static String others(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> " and of 1 other class";
      default -> " and of %d other classes".formatted(count);
    };
  }
}
