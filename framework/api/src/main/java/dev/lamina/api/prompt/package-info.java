/** Prompts, their labels and the data sets that they come from. */
@NullMarked
package dev.lamina.api.prompt;

import org.jspecify.annotations.NullMarked;
