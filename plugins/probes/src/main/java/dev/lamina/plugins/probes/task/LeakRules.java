package dev.lamina.plugins.probes.task;

import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Warns of labels that a probe may learn without the activations having anything to say of it: from
 * prompts of the same subject in training and test, or from a single word or the length of the
 * text.
 */
public final class LeakRules {

  /** Fewer prompts than this follow a pattern by chance. */
  private static final int LEAST_PROMPTS = 20;

  /** Of the target: more are names rather than answers. */
  private static final int MOST_CLASSES = 100;

  /** A share of the prompts that a single word or the length must tell right. */
  private static final double TELLING = 0.9;

  /** What other groups' prompts must tell more than the majority. */
  private static final double MORE = 0.1;

  private final ProbingTask task;
  private final Prompts prompts;
  private final Problems problems;

  /** Those of one analysis. */
  public LeakRules(ProbingTask task, Prompts prompts, Problems problems) {
    this.task = task;
    this.prompts = prompts;
    this.problems = problems;
  }

  /** Warns of what it finds. */
  public void check() {
    if (task.rows() < LEAST_PROMPTS) {
      return;
    }
    copies();
    for (Map.Entry<String, LabelKind> label : prompts.labels().entrySet()) {
      boolean other = !label.getKey().equals(task.target().name()) && !isDivided(label.getKey());
      if (other
          && task.classes() <= MOST_CLASSES
          && label.getValue() == LabelKind.CATEGORY
          && prompts.isComplete(label.getKey())) {
        shared(prompts.label(label.getKey()));
      }
    }
    if (task.classes() == 2) {
      new TellingTexts(task, prompts)
          .most()
          .filter(found -> found.share() >= Math.max(TELLING, task.majority() + MORE))
          .ifPresent(
              found ->
                  problems.warning(
                      "target",
                      "%s alone tells %s right for %.0f%% of the prompts, so that a probe shows no more than that the model reads it; compare with prompts in which it does not"
                          .formatted(
                              found.what(),
                              Quoted.bare(task.target().name()),
                              100 * found.share())));
    }
  }

  /** Prompts of the same text in several groups. */
  private void copies() {
    int[] groups = task.together();
    Map<String, Integer> groupOf = new HashMap<>();
    Set<String> copied = new HashSet<>();
    for (int row = 0; row < groups.length; row++) {
      String text = prompts.items().get(row).text();
      if (groupOf.putIfAbsent(text, groups[row]) == null) {
        continue;
      }
      if (!groupOf.getOrDefault(text, -1).equals(groups[row])) {
        copied.add(text);
      }
    }
    if (!copied.isEmpty()) {
      problems.warning(
          task.split().isPresent() ? "split_by" : "group_by",
          "%d prompts are there more than once and may be both in training and test, e.g. %s: leave copies out%s"
              .formatted(
                  copied.size(),
                  Quoted.of(copied.stream().min(String::compareTo).orElse("")),
                  task.split().isPresent()
                      ? ""
                      : ", or give them a common label and name it in group_by"));
    }
  }

  /** Whether a label is what keeps prompts together or apart. */
  private boolean isDivided(String label) {
    return Stream.of(task.grouping(), task.split())
        .flatMap(Optional::stream)
        .anyMatch(of -> of.name().equals(label));
  }

  /** Prompts that share a value with a prompt of another group, such as the same subject. */
  private void shared(Label label) {
    int[] groups = task.together();
    int[] codes = task.target().codes();
    int[][] counts = new int[label.classes().size()][task.classes()];
    Map<Long, int[]> ofGroup = new HashMap<>(); // by value and group
    for (int row = 0; row < codes.length; row++) {
      counts[label.codes()[row]][codes[row]]++;
      ofGroup
          .computeIfAbsent(key(label, groups, row), key -> new int[task.classes()])[codes[row]]++;
    }
    int covered = 0;
    int right = 0;
    for (int row = 0; row < codes.length; row++) {
      int[] own = ofGroup.getOrDefault(key(label, groups, row), new int[task.classes()]);
      int[] all = counts[label.codes()[row]];
      int most = 0;
      int others = 0;
      for (int code = 0; code < all.length; code++) {
        others += all[code] - own[code];
        most = all[code] - own[code] > all[most] - own[most] ? code : most;
      }
      covered += others > 0 ? 1 : 0;
      right += others > 0 && most == codes[row] ? 1 : 0;
    }
    boolean many = covered >= LEAST_PROMPTS && 5 * covered >= codes.length;
    if (many && right >= (task.majority() + MORE) * covered) {
      problems.warning(
          task.split().isPresent() ? "split_by" : "group_by",
          "%d of %d prompts have the %s of a prompt of another %s, which alone tells %s right for %.0f%% of them: a probe may learn that; %s"
              .formatted(
                  covered,
                  codes.length,
                  Quoted.bare(label.name()),
                  task.split().map(of -> Quoted.bare(of.name())).orElse("group"),
                  Quoted.bare(task.target().name()),
                  100.0 * right / covered,
                  task.split().isPresent()
                      ? "split_by: %s holds each out whole".formatted(Quoted.bare(label.name()))
                      : "group_by: %s keeps them together".formatted(Quoted.bare(label.name()))));
    } else if (task.grouping().isEmpty() && task.split().isEmpty() && areCopies(label, covered)) {
      problems.warning(
          "group_by",
          "prompts of the same %s are in training and test, since nothing is grouped; group_by: %s keeps them together"
              .formatted(Quoted.bare(label.name()), Quoted.bare(label.name())));
    }
  }

  /** Values that nearly all come a few times, as a fact's subject does. */
  private boolean areCopies(Label label, int covered) {
    return covered >= 0.8 * task.rows() && label.classes().size() >= task.rows() / 4;
  }

  private static long key(Label label, int[] groups, int row) {
    return ((long) label.codes()[row] << 32) | groups[row];
  }
}
