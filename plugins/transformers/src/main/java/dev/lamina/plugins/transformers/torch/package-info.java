/** PyTorch: starting it, the kernels that run in it, and tensors read into it. */
@NullMarked
package dev.lamina.plugins.transformers.torch;

import org.jspecify.annotations.NullMarked;
