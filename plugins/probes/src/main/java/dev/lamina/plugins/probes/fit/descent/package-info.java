/** Finds the minimum of a smooth cost. */
@NullMarked
package dev.lamina.plugins.probes.fit.descent;

import org.jspecify.annotations.NullMarked;
