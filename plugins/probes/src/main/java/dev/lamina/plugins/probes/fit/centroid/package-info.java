/** Linear probes through the means of the classes. */
@NullMarked
package dev.lamina.plugins.probes.fit.centroid;

import org.jspecify.annotations.NullMarked;
