/** Which rows are near to which, and whether a picture of them keeps that. */
@NullMarked
package dev.lamina.plugins.manifold.neighbour;

import org.jspecify.annotations.NullMarked;
