/** Decoders in the line of Llama: rotary positions, a gated MLP. */
@NullMarked
package dev.lamina.plugins.transformers.family.llama;

import org.jspecify.annotations.NullMarked;
