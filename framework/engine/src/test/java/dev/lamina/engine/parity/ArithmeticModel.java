package dev.lamina.engine.parity;

import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.HookPoint;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A model that is a formula: each number follows from token, layer, component and place alone.
 *
 * @param errors what is added to it
 */
record ArithmeticModel(Mistake errors) implements LoadedModel {

  static final ModelDescription DESCRIPTION =
      new ModelDescription(
          "formula",
          "here",
          "none",
          3,
          4,
          2,
          32,
          100,
          1,
          List.of(
              HookPoint.of(Component.EMBED, 4),
              HookPoint.of(Component.RESID_POST, 4),
              HookPoint.perKey(Component.PATTERN, 2)),
          "0",
          "0");

  /** How far a number is from the formula. */
  @FunctionalInterface
  interface Mistake {
    float at(Component component, int layer);
  }

  static ArithmeticModel exact() {
    return new ArithmeticModel((component, layer) -> 0);
  }

  @Override
  public void capture(CaptureRequest request, ActivationSink sink) {
    for (ModelInput input : request.inputs()) {
      for (Component component : request.components()) {
        List<Integer> layers = component.perLayer() ? request.layers() : List.of(0);
        int width = DESCRIPTION.width(component, request.keys());
        FloatBuffer values = FloatBuffer.allocate(input.rows() * layers.size() * width);
        for (int position : input.positions()) {
          for (int layer : layers) {
            for (int i = 0; i < width; i++) {
              values.put(
                  value(component, layer, input.ids()[position], i) + errors.at(component, layer));
            }
          }
        }
        sink.accept(input.row(), component, values.flip());
      }
    }
  }

  /** The formula, between 0.5 and 1.5. */
  static float value(Component component, int layer, int token, int i) {
    return 0.5f + ((component.id().length() * 31 + layer * 17 + token * 7 + i * 3) % 101) / 101f;
  }

  @Override
  public Optional<float[]> nextTokenLogits(int[] ids) {
    return Optional.of(
        new float[] {ids[ids.length - 1], ids.length, errors.at(Component.LN_FINAL, 0)});
  }

  @Override
  public void close() {}
}
