/** How alike two representations of the same rows are. */
@NullMarked
package dev.lamina.plugins.statistics.similarity;

import org.jspecify.annotations.NullMarked;
