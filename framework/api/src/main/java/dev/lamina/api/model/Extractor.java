package dev.lamina.api.model;

/**
 * A way to get activations from a model: plainly ({@code extractor: activations}), or with
 * something done to the model on the way.
 */
public interface Extractor {

  /**
   * Identifies everything about this extractor that changes its numbers; part of the key under
   * which activations are stored.
   */
  String fingerprint();

  /** Extracts what is asked for. */
  void extract(LoadedModel model, CaptureRequest request, ActivationSink sink);
}
