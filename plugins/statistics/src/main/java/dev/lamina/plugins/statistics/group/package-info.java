/** The groups of prompts that a label makes, and what is required of them. */
@NullMarked
package dev.lamina.plugins.statistics.group;

import org.jspecify.annotations.NullMarked;
