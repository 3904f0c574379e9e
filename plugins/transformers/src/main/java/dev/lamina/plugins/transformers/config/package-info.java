/** A model's {@code config.json}, and what several families read of it. */
@NullMarked
package dev.lamina.plugins.transformers.config;

import org.jspecify.annotations.NullMarked;
