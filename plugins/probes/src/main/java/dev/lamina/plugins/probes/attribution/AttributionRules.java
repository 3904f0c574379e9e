package dev.lamina.plugins.probes.attribution;

import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.problem.Problems;
import dev.lamina.api.problem.Quoted;
import java.util.List;
import java.util.stream.IntStream;

/** What the decomposition of a residual stream requires of the model and of what is captured. */
record AttributionRules(StudyDesign design, Problems problems) {

  private static final List<Component> NEEDED =
      List.of(Component.RESID_POST, Component.ATTN_OUT, Component.MLP_OUT);

  /**
   * Reports all that is wrong; of a model that has no such stream only that.
   *
   * @param written the layer as in the spec
   * @param layer the same counted from 0
   */
  void check(int written, int layer) {
    String model = Quoted.bare(design.model().name());
    if (!design.model().components().contains(Component.LN_FINAL)) {
      problems.error(
          "type",
          "probe-attribution needs a residual stream that is a sum, but %s norms it between blocks; use a pre-norm model such as gpt2-small or smollm2-135m"
              .formatted(model));
      return;
    }
    if (design.positions().equals("max")) {
      problems.error(
          "type",
          "probe-attribution needs positions whose activations add up, but the largest entries of a sum are not the sum of the largest: set positions: mean, last or first");
    }
    components();
    if (layer < 0 || layer >= design.model().layers()) {
      problems.error(
          "layer",
          "is %d, but %s has layers 0 to %d"
              .formatted(written, model, design.model().layers() - 1));
    } else {
      layersUpTo(layer);
    }
  }

  private void components() {
    NEEDED.stream()
        .filter(needed -> !design.components().contains(needed))
        .findFirst()
        .ifPresent(
            missing ->
                problems.error(
                    "components",
                    "probe-attribution needs %s too: set components: [resid_post, attn_out, mlp_out]"
                        .formatted(missing)));
  }

  private void layersUpTo(int layer) {
    IntStream.rangeClosed(0, layer)
        .filter(before -> !design.layers().contains(before))
        .findFirst()
        .ifPresent(
            missing ->
                problems.error(
                    "layers",
                    "probe-attribution of layer %d needs all layers up to it, but %d is not among them: set layers: all"
                        .formatted(layer, missing)));
  }
}
