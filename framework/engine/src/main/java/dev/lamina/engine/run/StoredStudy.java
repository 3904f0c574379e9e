package dev.lamina.engine.run;

import dev.lamina.api.activation.Activations;
import dev.lamina.api.activation.Matrix;
import dev.lamina.api.analysis.Study;
import dev.lamina.api.analysis.StudyDesign;
import dev.lamina.api.model.Component;
import dev.lamina.api.prompt.Span;
import dev.lamina.engine.plan.TokenSpans;
import java.util.List;
import java.util.Map;

/** The part of the stored activations that one analysis looks at. */
record StoredStudy(StudyDesign design, Map<Component, Activations> stored, TokenSpans spans)
    implements Study {

  @Override
  public List<Span> tokens(int prompt) {
    return design.rowsAreTokens() ? spans.of(prompt) : Study.super.tokens(prompt);
  }

  @Override
  public Activations activations(Component component) {
    Activations all = stored.get(component);
    if (all == null || !design.components().contains(component)) {
      throw new IllegalArgumentException(component + " is not part of this analysis");
    }
    return component.perLayer() ? new Narrowed(all, design.layers()) : all;
  }

  private record Narrowed(Activations all, List<Integer> layers) implements Activations {

    @Override
    public Component component() {
      return all.component();
    }

    @Override
    public int rows() {
      return all.rows();
    }

    @Override
    public int width() {
      return all.width();
    }

    @Override
    public Matrix layer(int layer) {
      if (!layers.contains(layer)) {
        throw new IllegalArgumentException("layer " + layer + " is not part of this analysis");
      }
      return all.layer(layer);
    }

    @Override
    public long[] offsets() {
      return all.offsets();
    }
  }
}
