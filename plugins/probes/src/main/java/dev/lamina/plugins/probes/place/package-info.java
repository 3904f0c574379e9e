/** Where probes are fitted: the layers of components, and their activations. */
@NullMarked
package dev.lamina.plugins.probes.place;

import org.jspecify.annotations.NullMarked;
