package dev.lamina.plugins.transformers;

import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Component;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.ModelInput;
import java.nio.FloatBuffer;
import java.util.Optional;

/** A model whose activations are changed on their way out. */
record TamperedModel(LoadedModel model, Change change) implements LoadedModel {

  /** Changes what was captured. */
  @FunctionalInterface
  interface Change {

    /**
     * Changes the activations of one input.
     *
     * @param place the input's place in the request
     * @param values [rows, layers, width], changed in place
     */
    void apply(CaptureRequest request, int place, Component component, float[] values);
  }

  @Override
  public void capture(CaptureRequest request, ActivationSink sink) {
    model.capture(
        request,
        (row, component, buffer) -> {
          float[] values = new float[buffer.remaining()];
          buffer.get(values);
          change.apply(request, place(request, row), component, values);
          sink.accept(row, component, FloatBuffer.wrap(values));
        });
  }

  private static int place(CaptureRequest request, int row) {
    return request.inputs().stream().map(ModelInput::row).toList().indexOf(row);
  }

  @Override
  public Optional<float[]> nextTokenLogits(int[] ids) {
    return model.nextTokenLogits(ids);
  }

  @Override
  public void close() {
    model.close();
  }
}
