/** From activations to coordinates in a few dimensions. */
@NullMarked
package dev.lamina.plugins.manifold.project;

import org.jspecify.annotations.NullMarked;
