/** Figures as data; a {@link dev.lamina.api.figure.FigureRenderer} draws them. */
@NullMarked
package dev.lamina.api.figure;

import org.jspecify.annotations.NullMarked;
