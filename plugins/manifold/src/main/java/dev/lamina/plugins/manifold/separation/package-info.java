/** How far apart classes of points are. */
@NullMarked
package dev.lamina.plugins.manifold.separation;

import org.jspecify.annotations.NullMarked;
