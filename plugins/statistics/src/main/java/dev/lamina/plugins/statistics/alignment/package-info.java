/** Whether parallel prompts, such as translations, are represented alike. */
@NullMarked
package dev.lamina.plugins.statistics.alignment;

import org.jspecify.annotations.NullMarked;
