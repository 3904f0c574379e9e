/** Whether what a probe has learned on some prompts holds for others. */
@NullMarked
package dev.lamina.plugins.probes.transfer;

import org.jspecify.annotations.NullMarked;
