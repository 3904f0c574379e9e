/** How representations develop over the tokens of prompts. */
@NullMarked
package dev.lamina.plugins.probes.trajectory;

import org.jspecify.annotations.NullMarked;
