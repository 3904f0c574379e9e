/** Which prompts of a data set take part, and with which labels. */
@NullMarked
package dev.lamina.engine.plan.data;

import org.jspecify.annotations.NullMarked;
