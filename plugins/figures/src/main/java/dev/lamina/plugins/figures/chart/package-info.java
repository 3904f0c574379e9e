/** One drawing for each kind of {@link dev.lamina.api.figure.Figure}. */
@NullMarked
package dev.lamina.plugins.figures.chart;

import org.jspecify.annotations.NullMarked;
