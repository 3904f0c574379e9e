package dev.lamina.plugins.transformers;

import dev.lamina.api.config.Citation;
import dev.lamina.api.config.Doc;
import dev.lamina.api.config.Example;
import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Extractor;
import dev.lamina.api.model.LoadedModel;
import jakarta.inject.Inject;

/** Reads a model's activations as they are. */
@Doc("Runs the prompts through the model as it is and reads the activations at the hook points.")
@Citation(
    "Nanda and Bloom 2022, TransformerLens: run_with_cache,"
        + " https://github.com/TransformerLensOrg/TransformerLens")
@Example("extractor: activations")
public final class ActivationsExtractor implements Extractor {

  @Inject
  public ActivationsExtractor() {}

  @Override
  public String fingerprint() {
    return "activations/1";
  }

  @Override
  public void extract(LoadedModel model, CaptureRequest request, ActivationSink sink) {
    model.capture(request, sink);
  }
}
