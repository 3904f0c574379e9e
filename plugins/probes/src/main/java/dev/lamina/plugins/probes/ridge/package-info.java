/** How well a number can be predicted from activations by ridge regression. */
@NullMarked
package dev.lamina.plugins.probes.ridge;

import org.jspecify.annotations.NullMarked;
