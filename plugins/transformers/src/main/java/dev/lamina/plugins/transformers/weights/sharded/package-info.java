/** Weights in several files, with an index that says which tensor is in which. */
@NullMarked
package dev.lamina.plugins.transformers.weights.sharded;

import org.jspecify.annotations.NullMarked;
