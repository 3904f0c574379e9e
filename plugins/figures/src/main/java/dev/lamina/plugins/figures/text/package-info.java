/** Text that looks the same on every machine: fonts, measuring, wrapping and drawing. */
@NullMarked
package dev.lamina.plugins.figures.text;

import org.jspecify.annotations.NullMarked;
