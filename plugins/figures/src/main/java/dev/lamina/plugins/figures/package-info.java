/** Draws figures by JFreeChart: {@link dev.lamina.plugins.figures.FiguresPlugin}. */
@NullMarked
package dev.lamina.plugins.figures;

import org.jspecify.annotations.NullMarked;
