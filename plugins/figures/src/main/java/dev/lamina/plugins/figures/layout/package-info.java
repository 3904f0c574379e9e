/**
 * The parts around a plot, measured before anything is drawn so that no text is cut or overlaps.
 */
@NullMarked
package dev.lamina.plugins.figures.layout;

import org.jspecify.annotations.NullMarked;
