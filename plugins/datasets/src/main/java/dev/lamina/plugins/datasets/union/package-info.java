/** Several data sets as one. */
@NullMarked
package dev.lamina.plugins.datasets.union;

import org.jspecify.annotations.NullMarked;
