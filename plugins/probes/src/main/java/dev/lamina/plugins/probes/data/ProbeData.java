package dev.lamina.plugins.probes.data;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.prompt.Label;
import dev.lamina.plugins.probes.split.Folds;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a probe is asked to tell apart.
 *
 * @param target the label, one class a prompt
 * @param grouping the label whose prompts stay together
 */
public record ProbeData(Label target, Optional<Label> grouping) {

  public static ProbeData of(StudyDesign design, String target, Optional<String> groupBy) {
    return new ProbeData(
        design.prompts().label(target), groupBy.map(name -> design.prompts().label(name)));
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

  public Folds folds(int count, SplittableRandom random) {
    return Folds.assign(target.codes(), classes(), groups(), count, random);
  }

  /** The largest class's share of the prompts. */
  public double majority() {
    return IntStream.range(0, classes()).map(this::size).max().orElse(0) / (double) rows();
  }

  /** {@code true and false}, {@code the 12 classes of relation}. */
  public String classNames() {
    return classes() == 2
        ? Words.bare(target.classes().get(0)) + " and " + Words.bare(target.classes().get(1))
        : "the " + classes() + " classes of " + Words.bare(target.name());
  }

  public boolean lacksAClass(int[] rows) {
    return Arrays.stream(rows).map(row -> target.codes()[row]).distinct().count() < classes();
  }
}
