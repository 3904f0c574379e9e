package dev.lamina.testkit;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Prompts;
import java.util.List;

/**
 * A study with its prompts in another order; a row must be a prompt.
 *
 * @param order for each place the prompt that now stands there
 */
record ReorderedStudy(Study original, List<Integer> order) implements Study {

  @Override
  public StudyDesign design() {
    StudyDesign design = original.design();
    Prompts prompts = design.prompts();
    return new StudyDesign(
        new Prompts(
            order.stream().map(prompts.items()::get).toList(),
            prompts.labels(),
            prompts.mainLabel()),
        design.model(),
        design.components(),
        design.layers(),
        design.positions());
  }

  @Override
  public Activations activations(Component component) {
    return new ReorderedActivations(original.activations(component), order);
  }

  private record ReorderedActivations(Activations original, List<Integer> order)
      implements Activations {

    @Override
    public Component component() {
      return original.component();
    }

    @Override
    public List<Integer> layers() {
      return original.layers();
    }

    @Override
    public int rows() {
      return original.rows();
    }

    @Override
    public int width() {
      return original.width();
    }

    @Override
    public Matrix layer(int layer) {
      return new ReorderedMatrix(original.layer(layer), order);
    }

    @Override
    public long[] offsets() {
      return original.offsets();
    }
  }

  private record ReorderedMatrix(Matrix original, List<Integer> order) implements Matrix {

    @Override
    public int rows() {
      return original.rows();
    }

    @Override
    public int columns() {
      return original.columns();
    }

    @Override
    public void copyRow(int row, float[] into, int offset) {
      original.copyRow(order.get(row), into, offset);
    }
  }
}
