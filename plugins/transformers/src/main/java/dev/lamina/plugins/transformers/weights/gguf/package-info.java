/** The GGUF file format: metadata and tensors. */
@NullMarked
package dev.lamina.plugins.transformers.weights.gguf;

import org.jspecify.annotations.NullMarked;
