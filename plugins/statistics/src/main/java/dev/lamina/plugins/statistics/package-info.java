/**
 * Descriptive statistics of activations, of the groups that a label makes and of their differences.
 */
@NullMarked
package dev.lamina.plugins.statistics;

import org.jspecify.annotations.NullMarked;
