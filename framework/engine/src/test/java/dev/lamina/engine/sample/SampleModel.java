package dev.lamina.engine.sample;

import dev.lamina.api.config.Default;
import dev.lamina.api.config.Doc;
import dev.lamina.api.model.InvalidModelException;
import dev.lamina.api.model.LoadedModel;
import dev.lamina.api.model.Model;
import dev.lamina.api.model.ModelDescription;
import dev.lamina.api.model.Tokenizer;
import dev.lamina.api.problem.Problems;
import jakarta.inject.Inject;

/** A model that cannot be used. */
public final class SampleModel implements Model {

  @Inject
  SampleModel() {}

  /** Keys of {@code transformers}. */
  public record Config(
      @Doc("Where the weights are.") String source,
      @Doc("Type of the weights.") @Default("float32") Dtype dtype,
      @Doc("Attention heads.") @Default("1") int heads) {}

  /** Types of weights. */
  public enum Dtype {
    FLOAT32,
    FLOAT16
  }

  @Override
  public ModelDescription inspect(Problems problems) throws InvalidModelException {
    throw new InvalidModelException();
  }

  @Override
  public String computation() {
    return "none";
  }

  @Override
  public Tokenizer tokenizer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public LoadedModel load() {
    throw new UnsupportedOperationException();
  }
}
