package dev.lamina.plugins.transformers.forward;

import ai.djl.ndarray.NDArray;
import dev.lamina.plugins.transformers.architecture.Logits;
import dev.lamina.plugins.transformers.torch.Kernels;
import dev.lamina.plugins.transformers.torch.Linear;
import java.util.Optional;

/**
 * What turns the residual stream behind the final norm into logits of the vocabulary.
 *
 * @param how divisor and soft cap
 * @param projection d_model to the width of the embeddings, if that is another
 * @param head to the vocabulary; with the token embedding for weight where the two are tied
 */
record Unembedding(Logits how, Optional<Linear> projection, Linear head) {

  /** x [n, d_model] -> [n, vocabulary]. */
  NDArray logits(NDArray x, Kernels kernels) {
    NDArray narrow = projection.isPresent() ? kernels.linear(x, projection.get()) : x;
    NDArray logits = kernels.linear(narrow, head).div(how.divisor()); // [n, vocabulary]
    if (how.softcap().isEmpty()) {
      return logits;
    }
    double cap = how.softcap().getAsDouble();
    return logits.div(cap).tanh().mul(cap);
  }
}
