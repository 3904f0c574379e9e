/**
 * Which tokens are run together. Prompts of causal models that share a beginning share its
 * computation: a {@link dev.lamina.plugins.transformers.forward.pack.Pack} is a prefix tree, and
 * {@link dev.lamina.plugins.transformers.forward.pack.Packing} divides a request into packs.
 */
@NullMarked
package dev.lamina.plugins.transformers.forward.pack;

import org.jspecify.annotations.NullMarked;
