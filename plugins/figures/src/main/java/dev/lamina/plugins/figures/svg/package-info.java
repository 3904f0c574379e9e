/** Writes what AWT draws as SVG 1.1: just what figures are made of. */
@NullMarked
package dev.lamina.plugins.figures.svg;

import org.jspecify.annotations.NullMarked;
