/** Writes images as PNG. */
@NullMarked
package dev.lamina.plugins.figures.png;

import org.jspecify.annotations.NullMarked;
