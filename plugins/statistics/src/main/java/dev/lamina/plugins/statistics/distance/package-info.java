/** Distances between prompts that share an item, and how they grow. */
@NullMarked
package dev.lamina.plugins.statistics.distance;

import org.jspecify.annotations.NullMarked;
