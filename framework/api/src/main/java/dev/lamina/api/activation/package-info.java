/** Extracted activations, as analyses read them. */
@NullMarked
package dev.lamina.api.activation;

import org.jspecify.annotations.NullMarked;
