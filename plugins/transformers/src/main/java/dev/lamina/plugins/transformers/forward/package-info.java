/** The forward pass, from token ids to activations at hook points. */
@NullMarked
package dev.lamina.plugins.transformers.forward;

import org.jspecify.annotations.NullMarked;
