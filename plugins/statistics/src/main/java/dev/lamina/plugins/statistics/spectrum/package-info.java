/** Over how many dimensions rows spread. */
@NullMarked
package dev.lamina.plugins.statistics.spectrum;

import org.jspecify.annotations.NullMarked;
