package dev.lamina.plugins.statistics.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.Component;
import dev.lamina.plugins.statistics.ParallelStudy;
import dev.lamina.plugins.statistics.group.Groups;
import dev.lamina.plugins.statistics.item.Bootstrap;
import dev.lamina.plugins.statistics.item.Counterparts;
import dev.lamina.plugins.statistics.item.ItemLabels;
import dev.lamina.plugins.statistics.measure.Distance;
import dev.lamina.testkit.ArrayStudy;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairMeasureTest {

  @Test
  void isTheSameWhereGroupsAreMadeReadyAnewForEachPair() {
    ArrayStudy study = ParallelStudy.ofReference();
    PairMeasure kept = measure(study, PairMeasure.MOST_KEPT);
    PairMeasure anew = measure(study, 0);

    assertThat(kept.keepsGroups()).isTrue();
    assertThat(anew.keepsGroups()).isFalse();
    assertThat(numbers(anew, study)).hasSize(3 * 8).isEqualTo(numbers(kept, study));
  }

  /** Every number of every pair with its replicates. */
  private static List<String> numbers(PairMeasure measure, ArrayStudy study) {
    return measure.of(study.activations(Component.RESID_POST).layer(0)).stream()
        .flatMap(pair -> pair.numbers().entrySet().stream())
        .map(
            number ->
                "%s %s %s"
                    .formatted(
                        number.getKey(),
                        number.getValue().value(),
                        Arrays.toString(number.getValue().replicates())))
        .toList();
  }

  private static PairMeasure measure(ArrayStudy study, long mostKept) {
    Groups groups = Groups.of(study.design(), "language");
    Counterparts items =
        Counterparts.of(study.design().prompts(), groups, new ItemLabels(List.of("item")));
    Bootstrap bootstrap = new Bootstrap(items.count(), 100, () -> new SplittableRandom(1));
    return new PairMeasure(
        items, Distance.COSINE, bootstrap, bootstrap, new SplittableRandom(2), mostKept);
  }
}
