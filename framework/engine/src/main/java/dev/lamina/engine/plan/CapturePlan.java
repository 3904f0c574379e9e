package dev.lamina.engine.plan;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.engine.store.Coverage;
import dev.lamina.engine.store.DistinctPrompts;
import dev.lamina.engine.store.Gap;
import dev.lamina.engine.store.segment.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which activations the run reads, and which of them have to be computed.
 *
 * @param inputs the prompts' tokens and the positions read, one a prompt, in order
 * @param spans where the tokens stand in the prompts' texts, with {@code positions: all}
 * @param prompts the different ones among them
 * @param layers the blocks, ascending
 * @param components what is read of the model
 */
public record CapturePlan(
    List<ModelInput> inputs,
    TokenSpans spans,
    DistinctPrompts prompts,
    List<Integer> layers,
    List<PlannedComponent> components) {

  /** Tokens of a part: a small model runs them in about a minute. */
  private static final long MOST_TOKENS = 1 << 17;

  public CapturePlan {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    components = List.copyOf(components);
  }

  /** Where each prompt's rows begin, [prompts + 1]. */
  public long[] offsets() {
    long[] offsets = new long[inputs.size() + 1];
    for (int row = 0; row < inputs.size(); row++) {
      offsets[row + 1] = offsets[row] + inputs.get(row).rows();
    }
    return offsets;
  }

  /** Tokens of all prompts, special ones included. */
  public long tokens() {
    return inputs.stream().mapToLong(input -> input.ids().length).sum();
  }

  /** The type in which they are stored. */
  public Storage storage() {
    return components.get(0).collection().storage();
  }

  /** What was found stored. */
  public Map<Component, Coverage> coverages() {
    Map<Component, Coverage> coverages = new LinkedHashMap<>();
    components.forEach(planned -> coverages.put(planned.component(), planned.coverage()));
    return coverages;
  }

  /** What has to be computed, a request to the model each. */
  public List<Gap> gaps() {
    return gaps(coverages());
  }

  /**
   * What has to be computed where something is stored: in parts that a run keeps when it fails in a
   * later one. Prompts with a common beginning are in the same part.
   */
  public List<Gap> gaps(Map<Component, Coverage> stored) {
    return Gap.of(stored).stream().flatMap(gap -> parts(gap).stream()).toList();
  }

  private List<Gap> parts(Gap gap) {
    List<Integer> sorted =
        gap.prompts().stream()
            .sorted((a, b) -> Arrays.compare(prompts.input(a).ids(), prompts.input(b).ids()))
            .toList();
    List<Gap> parts = new ArrayList<>();
    int begin = 0;
    long tokens = 0;
    for (int i = 0; i < sorted.size(); i++) {
      int length = prompts.input(sorted.get(i)).ids().length;
      if (tokens > 0 && tokens + length > MOST_TOKENS) {
        parts.add(part(gap, sorted.subList(begin, i)));
        begin = i;
        tokens = 0;
      }
      tokens += length;
    }
    parts.add(part(gap, sorted.subList(begin, sorted.size())));
    return parts;
  }

  private static Gap part(Gap gap, List<Integer> some) {
    return new Gap(some.stream().sorted().toList(), gap.layers());
  }

  /** The different prompts that have to be computed. */
  public List<ModelInput> missing() {
    return Gap.of(coverages()).stream().flatMap(gap -> inputs(gap).stream()).toList();
  }

  /** Size of the activations that are going to be stored, bytes. */
  public long missingBytes() {
    long bytes = 0;
    for (Gap gap : gaps()) {
      List<ModelInput> computed = inputs(gap);
      long rows = computed.stream().mapToLong(ModelInput::rows).sum();
      for (PlannedComponent planned : components) {
        long layersMissing = gap.layers().getOrDefault(planned.component(), List.of()).size();
        int width = planned.point().width(CaptureRequest.longest(computed));
        bytes += rows * layersMissing * width * planned.collection().storage().bytes();
      }
    }
    return bytes;
  }

  /** What a gap asks of the model. */
  public CaptureRequest request(Gap gap) {
    return new CaptureRequest(
        inputs(gap),
        List.copyOf(gap.layers().keySet()),
        gap.blocks().isEmpty() ? layers : gap.blocks());
  }

  /** The inputs of a gap's prompts, numbered by their place in it. */
  private List<ModelInput> inputs(Gap gap) {
    return IntStream.range(0, gap.prompts().size())
        .mapToObj(
            place -> {
              ModelInput input = prompts.input(gap.prompts().get(place));
              return new ModelInput(place, input.ids(), input.positions(), input.pooling());
            })
        .toList();
  }
}
