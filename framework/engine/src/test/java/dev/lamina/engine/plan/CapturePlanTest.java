package dev.lamina.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.ModelInput;
import dev.lamina.api.model.Pooling;
import dev.lamina.engine.store.Coverage;
import dev.lamina.engine.store.DistinctPrompts;
import dev.lamina.engine.store.Gap;
import dev.lamina.engine.store.segment.Collection;
import dev.lamina.engine.store.segment.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapturePlanTest {

  private static final int LENGTH = 400;
  private static final int PROMPTS = 1000;
  private static final int WIDTH = 8;

  /** A run that fails loses the part that it was at, not those before. */
  @Test
  void muchThatIsMissingIsComputedInPartsThatKeepCommonBeginningsTogether() {
    CapturePlan plan = plan(inputs());
    List<Gap> gaps = plan.gaps();
    assertThat(gaps).hasSize(4); // of 400,000 tokens
    List<Integer> prompts = new ArrayList<>();
    for (Gap gap : gaps) {
      assertThat(gap.prompts()).isSorted();
      assertThat(gap.layers()).containsOnlyKeys(Component.RESID_POST);
      prompts.addAll(gap.prompts());
      CaptureRequest request = plan.request(gap);
      long tokens = request.inputs().stream().mapToLong(input -> input.ids().length).sum();
      assertThat(tokens).isLessThanOrEqualTo(1 << 17);
      assertThat(request.inputs().stream().map(input -> input.ids()[0]).distinct())
          .as("prompts that begin alike are in few parts")
          .hasSizeLessThanOrEqualTo(10 / 4 + 2);
    }
    assertThat(prompts)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PROMPTS).boxed().toList());
  }

  @Test
  void littleIsComputedInOnePart() {
    CapturePlan plan = plan(inputs().subList(0, 300));
    assertThat(plan.gaps()).hasSize(1);
    assertThat(plan.missing()).hasSize(300);
    assertThat(plan.missingBytes()).isEqualTo(300L * 2 * WIDTH * Float.BYTES);
  }

  /** Prompts with ten different beginnings, in turn. */
  private static List<ModelInput> inputs() {
    List<ModelInput> inputs = new ArrayList<>();
    for (int row = 0; row < PROMPTS; row++) {
      int[] ids = new int[LENGTH];
      ids[0] = row % 10;
      ids[LENGTH - 1] = row;
      inputs.add(new ModelInput(row, ids, new int[] {LENGTH - 1}, Pooling.EACH));
    }
    return inputs;
  }

  private static CapturePlan plan(List<ModelInput> inputs) {
    DistinctPrompts prompts = new DistinctPrompts(inputs);
    List<Integer> layers = List.of(0, 1);
    Collection collection =
        new Collection("0", "model", "1", "plain", Component.RESID_POST, "last", Storage.FLOAT32);
    PlannedComponent component =
        new PlannedComponent(
            HookPoint.of(Component.RESID_POST, WIDTH),
            collection,
            WIDTH,
            Coverage.none(prompts.size(), layers));
    return new CapturePlan(inputs, new TokenSpans(), prompts, layers, List.of(component));
  }
}
