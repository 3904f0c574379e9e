package dev.lamina.api.model;

import dev.lamina.api.problem.Problems;
import java.util.List;
import java.util.Optional;

/**
 * A transformer, in three steps of rising cost: {@link #inspect} reads configuration and the
 * headers of the weights, {@link #tokenizer} the vocabulary, {@link #load} the weights.
 */
public interface Model {

  /**
   * Reads and checks everything that can be known without reading the weights themselves: the
   * configuration, the tensors' names, types and shapes, the file's size.
   *
   * @throws InvalidModelException if the model cannot be used; problems were reported
   */
  ModelDescription inspect(Problems problems) throws InvalidModelException;

  /**
   * Identifies what the numbers depend on besides weights, tokenizer and tokens: the operations'
   * source, the library that runs them, the device, the type of number. Activations are stored
   * under it too. Cheap.
   */
  String computation();

  /** Opens the tokenizer; the caller closes it. Only after {@link #inspect}. */
  Tokenizer tokenizer();

  /** Reads the weights; the caller closes the result. Only after {@link #inspect}. */
  LoadedModel load();

  /**
   * What requests will take, one after the other. The first time on a machine a part of the model
   * may be run, to see how fast that is. Only after {@link #inspect}.
   *
   * @return empty if the model cannot tell
   */
  default Optional<Forecast> forecast(List<CaptureRequest> requests) {
    return Optional.empty();
  }

  /** Other implementations that can run the same model. Only after {@link #inspect}. */
  default List<Reference> references() {
    return List.of();
  }
}
