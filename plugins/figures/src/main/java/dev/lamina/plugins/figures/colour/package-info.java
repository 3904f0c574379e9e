/** Colours, dashes and markers that stay distinct for colour-blind readers and in print. */
@NullMarked
package dev.lamina.plugins.figures.colour;

import org.jspecify.annotations.NullMarked;
