/**
 * Probes: what can be read off activations by a linear map, on prompts that it has not seen. {@link
 * dev.lamina.plugins.probes.ProbesPlugin} brings them.
 */
@NullMarked
package dev.lamina.plugins.probes;

import org.jspecify.annotations.NullMarked;
