/** Facts as they are stated, where, and the templates that put them into words. */
@NullMarked
package dev.lamina.plugins.datasets.fact;

import org.jspecify.annotations.NullMarked;
