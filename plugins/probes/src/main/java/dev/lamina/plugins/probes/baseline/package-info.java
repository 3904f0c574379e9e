/** What can be told without looking at activations. */
@NullMarked
package dev.lamina.plugins.probes.baseline;

import org.jspecify.annotations.NullMarked;
