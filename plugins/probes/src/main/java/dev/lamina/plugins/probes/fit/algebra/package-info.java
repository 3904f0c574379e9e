/** Sums and products of vectors and matrices. */
@NullMarked
package dev.lamina.plugins.probes.fit.algebra;

import org.jspecify.annotations.NullMarked;
