package dev.lamina.plugins.probes.task;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.problem.Quoted;
import dev.lamina.api.prompt.Label;
import dev.lamina.api.statistic.ShuffledLabels;
import dev.lamina.plugins.probes.split.Division;
import dev.lamina.plugins.probes.split.Folds;
import dev.lamina.plugins.probes.split.GroupedFolds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a probe is asked to tell apart, and what of it may be seen in training.
 *
 * @param target the label, one class a prompt
 * @param grouping the label whose prompts stay together
 * @param split the label that gives the folds, if they are not drawn
 */
public record ProbingTask(Label target, Optional<Label> grouping, Optional<Label> split) {

  /** One whose folds are drawn. */
  public static ProbingTask of(StudyDesign design, String target, GroupedFolds folds) {
    return of(design, target, new Division(folds, Optional.empty()));
  }

  /** One whose folds may be given by a label. */
  public static ProbingTask of(StudyDesign design, String target, Division division) {
    return new ProbingTask(
        design.prompts().label(target),
        division.groupBy().map(name -> design.prompts().label(name)),
        division.splitBy().map(name -> design.prompts().label(name)));
  }

  public int rows() {
    return target.codes().length;
  }

  public int classes() {
    return target.classes().size();
  }

  public int size(int code) {
    return target.members(code).length;
  }

  /** For each prompt its group; without grouping each is its own. */
  public int[] groups() {
    return grouping.map(Label::codes).orElseGet(() -> IntStream.range(0, rows()).toArray());
  }

  /** For each prompt which others are surely on its side of training and test. */
  public int[] together() {
    return split.map(Label::codes).orElseGet(this::groups);
  }

  /**
   * The prompts among which labels may be exchanged without moving between training and test: all,
   * unless a label gives the folds.
   */
  public List<int[]> sides() {
    return split
        .map(of -> IntStream.range(0, of.classes().size()).mapToObj(of::members).toList())
        .orElseGet(() -> List.of(IntStream.range(0, rows()).toArray()));
  }

  /** Labels without meaning, exchanged on each {@linkplain #sides side} alone. */
  public int[] shuffled(SplittableRandom random) {
    int[] groups = groups();
    int[] shuffled = new int[rows()];
    for (int[] side : sides()) {
      int[] labels = IntStream.of(side).map(row -> target.codes()[row]).toArray();
      int[] groupsOf = IntStream.of(side).map(row -> groups[row]).toArray();
      int[] exchanged = ShuffledLabels.of(labels, groupsOf, random);
      for (int i = 0; i < side.length; i++) {
        shuffled[side[i]] = exchanged[i];
      }
    }
    return shuffled;
  }

  /** Drawn, unless a label gives them. */
  public Folds folds(int count, SplittableRandom random) {
    return split
        .map(Folds::given)
        .orElseGet(() -> Folds.assign(target.codes(), classes(), groups(), count, random));
  }

  /** What a fold is called: its number, or the value of the label that gives it. */
  public Object fold(int fold) {
    if (split.isEmpty()) {
      return fold;
    }
    return Folds.isTrainAndTest(split.get()) ? Folds.TEST : split.get().classes().get(fold);
  }

  /** The rows that are held out in some fold, ascending. */
  public int[] tested() {
    return split
        .map(of -> Folds.given(of).tested())
        .orElseGet(() -> IntStream.range(0, rows()).toArray());
  }

  /**
   * How prompts are divided into training and test: {@code 5 folds}, {@code each relation held
   * out}, {@code trained on train, tested on test}.
   *
   * @param count folds, if they are drawn
   */
  public String division(int count) {
    if (split.isEmpty()) {
      return count + " folds";
    }
    return Folds.isTrainAndTest(split.get())
        ? "trained on %s, tested on %s".formatted(Folds.TRAIN, Folds.TEST)
        : "each %s held out".formatted(Quoted.bare(split.get().name()));
  }

  /** The largest class's share of the prompts that are held out. */
  public double majority() {
    int[] tested = tested();
    int[] sizes = new int[classes()];
    for (int row : tested) {
      sizes[target.codes()[row]]++;
    }
    return Arrays.stream(sizes).max().orElse(0) / (double) tested.length;
  }

  /** The classes of those prompts that are held out, in their order. */
  public int[] testedLabels() {
    return IntStream.of(tested()).map(row -> target.codes()[row]).toArray();
  }

  /** The values of those prompts that are held out, in their order. */
  public double[] tested(double[] values) {
    return IntStream.of(tested()).mapToDouble(row -> values[row]).toArray();
  }

  /** The groups of those prompts that are held out, in their order. */
  public int[] testedGroups() {
    int[] groups = groups();
    return IntStream.of(tested()).map(row -> groups[row]).toArray();
  }

  /** {@code true and false}, {@code the 12 classes of relation}. */
  public String classNames() {
    return classes() == 2
        ? Quoted.bare(target.classes().get(0)) + " and " + Quoted.bare(target.classes().get(1))
        : "the " + classes() + " classes of " + Quoted.bare(target.name());
  }

  public boolean lacksAClass(int[] rows) {
    return Arrays.stream(rows).map(row -> target.codes()[row]).distinct().count() < classes();
  }
}
