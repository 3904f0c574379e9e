/**
 * Projections of activations to a few dimensions. {@link
 * dev.lamina.plugins.manifold.ManifoldPlugin} brings them.
 */
@NullMarked
package dev.lamina.plugins.manifold;

import org.jspecify.annotations.NullMarked;
