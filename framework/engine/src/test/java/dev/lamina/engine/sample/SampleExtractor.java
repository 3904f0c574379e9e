package dev.lamina.engine.sample;

import dev.lamina.api.model.ActivationSink;
import dev.lamina.api.model.CaptureRequest;
import dev.lamina.api.model.Extractor;
import dev.lamina.api.model.LoadedModel;
import jakarta.inject.Inject;

/** An extractor that asks the model. */
public final class SampleExtractor implements Extractor {

  @Inject
  SampleExtractor() {}

  @Override
  public String fingerprint() {
    return "sample";
  }

  @Override
  public void extract(LoadedModel model, CaptureRequest request, ActivationSink sink) {
    model.capture(request, sink);
  }
}
