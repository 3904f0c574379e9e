/** How well a probe does on prompts it has not seen. */
@NullMarked
package dev.lamina.plugins.probes.score;

import org.jspecify.annotations.NullMarked;
