/** Analyses over the results of several runs, such as the child runs of a sweep. */
@NullMarked
package dev.lamina.api.comparison;

import org.jspecify.annotations.NullMarked;
