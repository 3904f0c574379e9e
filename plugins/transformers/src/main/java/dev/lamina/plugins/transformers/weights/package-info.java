/** Named tensors in files, and which of them are a model's parameters. */
@NullMarked
package dev.lamina.plugins.transformers.weights;

import org.jspecify.annotations.NullMarked;
