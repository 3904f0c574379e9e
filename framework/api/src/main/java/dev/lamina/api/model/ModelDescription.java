package dev.lamina.api.model;

import java.util.List;

/**
 * What is known of a model without computing.
 *
 * @param name short, for titles and file names: {@code minilm}
 * @param source where its files are, for provenance
 * @param family its architecture: {@code bert}, {@code gpt2}
 * @param layers number of transformer blocks
 * @param dModel width of the residual stream
 * @param heads attention heads a block
 * @param contextLength the longest prompt in tokens, special tokens included
 * @param vocabularySize rows of the token embedding
 * @param parameters number of weights
 * @param hookPoints the hook points that it has, in the order of the forward pass
 * @param fingerprint SHA-256 of weights and configuration, hexadecimal
 * @param tokenizerFingerprint SHA-256 of the tokenizer's files, hexadecimal
 */
public record ModelDescription(
    String name,
    String source,
    String family,
    int layers,
    int dModel,
    int heads,
    int contextLength,
    int vocabularySize,
    long parameters,
    List<HookPoint> hookPoints,
    String fingerprint,
    String tokenizerFingerprint) {

  public ModelDescription {
    hookPoints = List.copyOf(hookPoints);
  }

  /** The components that it has, in the order of the forward pass. */
  public List<Component> components() {
    return hookPoints.stream().map(HookPoint::component).toList();
  }

  /**
   * How many numbers a token has at a component.
   *
   * @param keys as in {@link CaptureRequest#keys()}
   * @throws IllegalArgumentException if the model lacks the component
   */
  public int width(Component component, int keys) {
    return hookPoint(component).width(keys);
  }

  /**
   * The hook point of a component.
   *
   * @throws IllegalArgumentException if the model lacks it
   */
  public HookPoint hookPoint(Component component) {
    return hookPoints.stream()
        .filter(point -> point.component() == component)
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no " + component));
  }
}
