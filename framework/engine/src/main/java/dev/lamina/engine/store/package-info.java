/** Activations that were computed once: files found by what they were computed from. */
@NullMarked
package dev.lamina.engine.store;

import org.jspecify.annotations.NullMarked;
