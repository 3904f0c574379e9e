/**
 * Transformer models run by PyTorch: {@link dev.lamina.plugins.transformers.TransformersModel}
 * finds a model's files, checks them, and runs them.
 */
@NullMarked
package dev.lamina.plugins.transformers;

import org.jspecify.annotations.NullMarked;
