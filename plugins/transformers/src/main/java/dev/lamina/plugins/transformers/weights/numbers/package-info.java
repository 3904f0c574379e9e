/** The types of number in which weights are stored, and how each becomes float32. */
@NullMarked
package dev.lamina.plugins.transformers.weights.numbers;

import org.jspecify.annotations.NullMarked;
