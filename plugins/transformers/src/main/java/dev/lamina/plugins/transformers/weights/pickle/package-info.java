/** PyTorch checkpoints, read in place by an unpickler that runs nothing. */
@NullMarked
package dev.lamina.plugins.transformers.weights.pickle;

import org.jspecify.annotations.NullMarked;
