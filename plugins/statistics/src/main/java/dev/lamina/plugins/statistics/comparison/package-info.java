/** What the runs of a sweep have found, side by side. */
@NullMarked
package dev.lamina.plugins.statistics.comparison;

import org.jspecify.annotations.NullMarked;
