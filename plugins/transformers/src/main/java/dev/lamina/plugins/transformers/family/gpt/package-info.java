/** Decoders in the line of GPT: LayerNorm, an MLP of two matrices. */
@NullMarked
package dev.lamina.plugins.transformers.family.gpt;

import org.jspecify.annotations.NullMarked;
