package dev.lamina.engine.plan;

import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.ModelInput;
import dev.lamina.engine.store.Coverage;
import dev.lamina.engine.store.DistinctPrompts;
import dev.lamina.engine.store.Gap;
import dev.lamina.engine.store.segment.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which activations the run reads, and which of them have to be computed.
 *
 * @param inputs the prompts' tokens and the positions read, one a prompt, in order
 * @param prompts the different ones among them
 * @param layers the blocks, ascending
 * @param components what is read of the model
 */
public record CapturePlan(
    List<ModelInput> inputs,
    DistinctPrompts prompts,
    List<Integer> layers,
    List<PlannedComponent> components) {

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
    return Gap.of(coverages());
  }

  /** The different prompts that have to be computed. */
  public List<ModelInput> missing() {
    return gaps().stream().flatMap(gap -> inputs(gap).stream()).toList();
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
