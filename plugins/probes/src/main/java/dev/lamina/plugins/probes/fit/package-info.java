/** Linear probes: how training rows become a classifier. */
@NullMarked
package dev.lamina.plugins.probes.fit;

import org.jspecify.annotations.NullMarked;
