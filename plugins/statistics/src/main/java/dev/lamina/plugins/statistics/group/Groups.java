package dev.lamina.plugins.statistics.group;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.prompt.LabelKind;
import dev.lamina.api.prompt.Prompts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The groups of prompts that an analysis compares: the classes of a label, or some of them. */
public final class Groups {

  /** The group of a prompt that belongs to none. */
  public static final int NO_GROUP = -1;

  private static final int MOST_DRAWN = 12;
  private static final int NAME_LENGTH = 28;

  private final Label label;
  private final int[] classes; // group -> the label's class
  private final int[] ofPrompt; // prompt -> group
  private final int[] sizes; // group -> prompts

  private Groups(Label label, int[] classes) {
    this.label = label;
    this.classes = classes;
    int[] groupOfClass = new int[label.classes().size()];
    Arrays.fill(groupOfClass, NO_GROUP);
    for (int group = 0; group < classes.length; group++) {
      groupOfClass[classes[group]] = group;
    }
    this.ofPrompt = Arrays.stream(label.codes()).map(code -> groupOfClass[code]).toArray();
    this.sizes = new int[classes.length];
    for (int group : ofPrompt) {
      if (group != NO_GROUP) {
        sizes[group]++;
      }
    }
  }

  /** All classes of a label, in the label's order. */
  public static Groups of(StudyDesign design, String by) {
    return of(design, by, List.of());
  }

  /**
   * Some classes of a label.
   *
   * @param values the classes, in the order wanted; all of them if empty
   * @throws IllegalArgumentException if the label has no such class
   */
  public static Groups of(StudyDesign design, String by, List<String> values) {
    Label label = design.prompts().label(by);
    List<String> wanted = values.isEmpty() ? label.classes() : values;
    int[] classes = wanted.stream().mapToInt(label.classes()::indexOf).toArray();
    if (Arrays.stream(classes).anyMatch(code -> code < 0)) {
      throw new IllegalArgumentException("not all values of " + by + ": " + values);
    }
    return new Groups(label, classes);
  }

  /** The label's name. */
  public String label() {
    return label.name();
  }

  /** Whether the prompts have no label, so that one group is all of them. */
  public boolean unlabelled() {
    return isUnlabelled(label);
  }

  static boolean isUnlabelled(Label label) {
    return label.name().equals(Prompts.UNLABELLED) && label.classes().size() == 1;
  }

  public int count() {
    return classes.length;
  }

  /** The group of a prompt, or {@link #NO_GROUP}. */
  public int of(int prompt) {
    return ofPrompt[prompt];
  }

  /** How many prompts a group has. */
  public int size(int group) {
    return sizes[group];
  }

  /** The prompts of a group, ascending. */
  public int[] members(int group) {
    return label.members(classes[group]);
  }

  /** The label's value that makes the group. */
  public String value(int group) {
    return label.classes().get(classes[group]);
  }

  /** The group in metrics: {@code is_true=true}; empty if the prompts have no label. */
  public String metricGroup(int group) {
    return unlabelled() ? "" : label.group(classes[group]);
  }

  /**
   * The group in figures and sentences: the value alone where it speaks for itself, {@code
   * NAME=VALUE} for numbers and for booleans other than {@code is_true}. Long values are cut unless
   * that would make two alike. Empty if the prompts have no label.
   */
  public String name(int group) {
    if (unlabelled()) {
      return "";
    }
    List<String> cut =
        IntStream.range(0, count()).mapToObj(i -> Quoted.bare(cut(plainName(i)))).toList();
    boolean distinct = cut.stream().distinct().count() == cut.size();
    return distinct ? cut.get(group) : Quoted.bare(plainName(group));
  }

  private String plainName(int group) {
    boolean speaks = label.kind() == LabelKind.CATEGORY || label.name().equals("is_true");
    return speaks ? value(group) : metricGroup(group);
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= NAME_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME_LENGTH - 1)) + "…";
  }

  /** The groups that a figure has room for: the largest twelve, in their usual order. */
  public List<Integer> drawn() {
    return IntStream.range(0, count())
        .boxed()
        .sorted(Comparator.comparing((Integer group) -> sizes[group]).reversed())
        .limit(MOST_DRAWN)
        .sorted()
        .toList();
  }

  /** For titles: {@code (12 largest of 30 groups)} after a space, or nothing if all are drawn. */
  public String drawnNote() {
    return count() <= MOST_DRAWN ? "" : " (%d largest of %d groups)".formatted(MOST_DRAWN, count());
  }
}
