/**
 * What a probe is asked to tell apart, how the prompts are divided for it, and what is required of
 * both.
 */
@NullMarked
package dev.lamina.plugins.probes.task;

import org.jspecify.annotations.NullMarked;
