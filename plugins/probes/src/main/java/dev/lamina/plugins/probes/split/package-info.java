/** How prompts are divided into training and test, and their labels shuffled. */
@NullMarked
package dev.lamina.plugins.probes.split;

import org.jspecify.annotations.NullMarked;
