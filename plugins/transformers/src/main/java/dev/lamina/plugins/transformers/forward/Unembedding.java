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
    NDArray logits = kernels.scale(kernels.linear(narrow, head), 1 / how.divisor());
    return how.softcap().isPresent()
        ? kernels.softcap(logits, how.softcap().getAsDouble())
        : logits;
  }
}
