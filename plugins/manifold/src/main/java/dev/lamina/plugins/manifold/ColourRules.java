package dev.lamina.plugins.manifold;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.Prompts;

/** What a projection requires of the label that colours it. */
final class ColourRules {

  /** More classes than a reader can compare. */
  private static final int MOST_CLASSES = 50;

  private ColourRules() {}

  static void check(StudyDesign design, String by, Problems problems) {
    Label label = design.prompts().label(by);
    int classes = label.classes().size();
    if (classes < 2 && !label.name().equals(Prompts.UNLABELLED)) {
      problems.error(
          "by",
          "label %s has one class, %s, in these %d prompts; add prompts of another class or set 'by' to another label"
              .formatted(
                  Quoted.of(by), Quoted.of(label.classes().get(0)), design.prompts().size()));
    }
    if (classes > MOST_CLASSES) {
      problems.error(
          "by",
          "label %s has %d classes in these prompts, but at most %d can be compared; set 'by' to a label with fewer"
              .formatted(Quoted.of(by), classes, MOST_CLASSES));
    }
  }
}
